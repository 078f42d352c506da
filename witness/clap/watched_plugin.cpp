// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/clap/watched_plugin.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>

#include "abi/clap/ext/log.hpp"
#include "abi/clap/ext/thread_check.hpp"
#include "abi/clap/query.hpp"
#include "witness/clap/shims.hpp"

namespace attacca::witness {

namespace {

constexpr const char* kHostExtensions[] = {clap::kExtAmbisonic,
                                           clap::kExtAudioPorts,
                                           clap::kExtAudioPortsConfig,
                                           clap::kExtContextMenu,
                                           clap::kExtContextMenuCompat,
                                           clap::kExtGui,
                                           clap::kExtLatency,
                                           clap::kExtLog,
                                           clap::kExtNoteName,
                                           clap::kExtNotePorts,
                                           clap::kExtParams,
                                           clap::kExtPosixFdSupport,
                                           clap::kExtPresetLoad,
                                           clap::kExtPresetLoadCompat,
                                           clap::kExtRemoteControls,
                                           clap::kExtRemoteControlsCompat,
                                           clap::kExtState,
                                           clap::kExtSurround,
                                           clap::kExtTail,
                                           clap::kExtThreadCheck,
                                           clap::kExtThreadPool,
                                           clap::kExtTimerSupport,
                                           clap::kExtTrackInfo,
                                           clap::kExtTrackInfoCompat,
                                           clap::kExtVoiceInfo};

template <typename List>
struct ShimOf;
template <typename T, typename... Calls>
struct ShimOf<ClapCalls<T, Calls...>> {
  static constexpr T kTable = {ClapShim<T, Calls>::call...};
};

const char* or_empty(const char* text) noexcept {
  return text != nullptr ? text : "";
}

}  // namespace

const clap::Plugin* WatchedPlugin::watch(const clap::Plugin& plugin, const clap::Host& host) {
  return &(new WatchedPlugin(plugin, host))->table_;
}

WatchedPlugin::WatchedPlugin(const clap::Plugin& plugin, const clap::Host& host)
    : plugin_(plugin), host_(host), number_(recorder().next_object()) {
  table_ = [&]<typename... Calls>(ClapCalls<clap::Plugin, Calls...>) {
    clap::Plugin table = {};
    ((table.*Calls::kMember = ClapShim<clap::Plugin, Calls>::call), ...);
    return table;
  }(ClapPluginCalls{});
  table_.desc = plugin.desc;
  table_.plugin_data = this;
  table_.get_extension = get_extension;
}

const void* WatchedPlugin::wrapped(const char* id, const void* table) noexcept {
  const void* shim = table;
  const auto offer = [&]<typename List>(std::type_identity<List>) {
    using T = typename List::Table;
    if (!clap::is_id_of<T>(id)) return;
    tables_[index_of<T>()].store(table, std::memory_order_release);
    shim = &ShimOf<List>::kTable;
  };
  [&]<typename... Lists>(std::tuple<Lists...>*) {
    (offer(std::type_identity<Lists>{}), ...);
  }(static_cast<ClapExtensions*>(nullptr));
  return shim;
}

const void* WatchedPlugin::get_extension(const clap::Plugin* plugin, const char* id) {
  WatchedPlugin& self = from(plugin);
  CallScope scope("clap.plugin.get_extension", self.number_);
  put_id(scope.entry(), id);
  scope.begin();
  const void* const table = self.plugin_.get_extension(&self.plugin_, id);
  scope.end([table](Entry& entry) { entry.put_integer(table != nullptr ? 1 : 0); });
  return table != nullptr ? self.wrapped(id, table) : nullptr;
}

void WatchedPlugin::before_init(CallScope& scope) {
  recorder().open(or_empty(host_.name), "CLAP");
  scope.detail("host", [this](Entry& entry) {
    // Each is cut to what leaves room for the others.
    entry.put_text(std::string_view(or_empty(host_.name)).substr(0, 40));
    entry.put_text(std::string_view(or_empty(host_.version)).substr(0, 24));
  });
  scope.detail("host.vendor", [this](Entry& entry) { entry.put_text(or_empty(host_.vendor)); });
  for (const char* const id : kHostExtensions) {
    if (host_.get_extension == nullptr || host_.get_extension(&host_, id) == nullptr) continue;
    scope.detail("host.offers", [id](Entry& entry) { entry.put_text(id); });
  }
}

void WatchedPlugin::ask_track(CallScope& scope) const {
  const auto* const track = clap::query<clap::HostTrackInfo>(&host_);
  clap::TrackInfo info = {};
  if (track == nullptr || track->get == nullptr || !track->get(&host_, &info)) return;
  // What the flags do not announce need not be there.
  scope.detail("host.track", [&info](Entry& entry) {
    using Flags = clap::TrackInfoFlags;
    put_number(entry, info.flags);
    std::string_view name;
    if (clap::has(info.flags, Flags::has_track_name)) {
      const char* const end = std::find(std::begin(info.name), std::end(info.name), '\0');
      name = {std::begin(info.name), static_cast<std::size_t>(end - std::begin(info.name))};
    }
    put_digest(entry, std::as_bytes(std::span(name)));
    put_argument(entry, clap::has(info.flags, Flags::has_track_color) ? &info.color : nullptr);
    const bool has_channels = clap::has(info.flags, Flags::has_audio_channel);
    entry.put_integer(has_channels ? info.audio_channel_count : 0);
    entry.put_text(has_channels ? or_empty(info.audio_port_type) : "");
  });
}

}  // namespace attacca::witness
