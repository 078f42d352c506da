// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/replay/clap_host_double.hpp"

#include <algorithm>
#include <string_view>

#include "abi/clap/ext/ambisonic.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "abi/clap/ext/context_menu.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/log.hpp"
#include "abi/clap/ext/note_name.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/posix_fd_support.hpp"
#include "abi/clap/ext/preset_load.hpp"
#include "abi/clap/ext/remote_controls.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/surround.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/thread_check.hpp"
#include "abi/clap/ext/thread_pool.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/ext/voice_info.hpp"
#include "abi/clap/query.hpp"
#include "trial/replay/clap_arguments.hpp"
#include "trial/replay/value_reader.hpp"

namespace attacca::trial {

namespace {

thread_local bool t_is_audio = false;

template <typename... A>
void nothing(const clap::Host* /*host*/, A... /*arguments*/) {}
template <typename... A>
bool no(const clap::Host* /*host*/, A... /*arguments*/) {
  return false;
}

}  // namespace

/// The tables that it offers.
struct HostTables {
  static ClapHostDouble& self(const clap::Host* host) {
    return *static_cast<ClapHostDouble*>(host->host_data);
  }
  static bool is_main(const clap::Host* host) {
    return std::this_thread::get_id() == self(host).main_;
  }
  static bool is_audio(const clap::Host* /*host*/) { return t_is_audio; }
  static bool register_timer(const clap::Host* host, std::uint32_t /*period*/, clap::Id* timer) {
    *timer = self(host).timers_++;
    return true;
  }
  static bool unregister_timer(const clap::Host* /*host*/, clap::Id /*timer*/) { return true; }
  static bool watch(const clap::Host* /*host*/, int /*fd*/, clap::PosixFdFlags /*flags*/) {
    return true;
  }
  static bool unwatch(const clap::Host* /*host*/, int /*fd*/) { return true; }
  static bool track(const clap::Host* host, clap::TrackInfo* info) {
    ClapHostDouble& own = self(host);
    const std::lock_guard lock(own.mutex_);
    if (own.has_track_) *info = own.track_;
    return own.has_track_;
  }
  static clap::NoteDialect dialects(const clap::Host* /*host*/) {
    return clap::NoteDialect::clap | clap::NoteDialect::midi;
  }

  static constexpr clap::HostAmbisonic kAmbisonic = {nothing<>};
  static constexpr clap::HostAudioPorts kAudioPorts = {no<clap::AudioPortsRescanFlags>,
                                                       nothing<clap::AudioPortsRescanFlags>};
  static constexpr clap::HostAudioPortsConfig kAudioPortsConfig = {nothing<>};
  static constexpr clap::HostContextMenu kContextMenu = {
      no<const clap::ContextMenuTarget*, const clap::ContextMenuBuilder*>,
      no<const clap::ContextMenuTarget*, clap::Id>, no<>,
      no<const clap::ContextMenuTarget*, std::int32_t, std::int32_t, std::int32_t>};
  static constexpr clap::HostGui kGui = {nothing<>, no<std::uint32_t, std::uint32_t>, no<>, no<>,
                                         nothing<bool>};
  static constexpr clap::HostLatency kLatency = {nothing<>};
  static constexpr clap::HostLog kLog = {nothing<clap::LogSeverity, const char*>};
  static constexpr clap::HostNoteName kNoteName = {nothing<>};
  static constexpr clap::HostNotePorts kNotePorts = {dialects, nothing<clap::NotePortsRescanFlags>};
  static constexpr clap::HostParams kParams = {nothing<clap::ParamRescanFlags>,
                                               nothing<clap::Id, clap::ParamClearFlags>, nothing<>};
  static constexpr clap::HostPosixFdSupport kFds = {watch, watch, unwatch};
  static constexpr clap::HostPresetLoad kPresetLoad = {
      nothing<clap::PresetDiscoveryLocationKind, const char*, const char*, std::int32_t,
              const char*>,
      nothing<clap::PresetDiscoveryLocationKind, const char*, const char*>};
  static constexpr clap::HostRemoteControls kRemoteControls = {nothing<>, nothing<clap::Id>};
  static constexpr clap::HostState kState = {nothing<>};
  static constexpr clap::HostSurround kSurround = {nothing<>};
  static constexpr clap::HostTail kTail = {nothing<>};
  static constexpr clap::HostThreadCheck kThreadCheck = {is_main, is_audio};
  static constexpr clap::HostThreadPool kThreadPool = {no<std::uint32_t>};
  static constexpr clap::HostTimerSupport kTimers = {register_timer, unregister_timer};
  static constexpr clap::HostTrackInfo kTrackInfo = {track};
  static constexpr clap::HostVoiceInfo kVoiceInfo = {nothing<>};

  static const void* get_extension(const clap::Host* host, const char* id) {
    if (id == nullptr || !self(host).offers_.contains(std::string_view(id))) return nullptr;
    const void* found = nullptr;
    const auto offer = [&]<typename T>(const T& table) {
      if (clap::is_id_of<T>(id)) found = &table;
    };
    offer(kAmbisonic), offer(kAudioPorts), offer(kAudioPortsConfig), offer(kContextMenu);
    offer(kGui), offer(kLatency), offer(kLog), offer(kNoteName), offer(kNotePorts), offer(kParams);
    offer(kFds), offer(kPresetLoad), offer(kRemoteControls), offer(kState), offer(kSurround);
    offer(kTail), offer(kThreadCheck), offer(kThreadPool), offer(kTimers), offer(kTrackInfo);
    offer(kVoiceInfo);
    return found;
  }
};

ClapHostDouble::ClapHostDouble(const witness::RecordedCall* init) {
  if (init != nullptr) {
    for (const witness::Record* const detail : init->details) {
      ValueReader values(detail->values);
      if (detail->name == "host") {
        name_ = values.text().value_or("");
        version_ = values.text().value_or("");
      } else if (detail->name == "host.vendor") {
        vendor_ = values.text().value_or("");
      } else if (detail->name == "host.offers") {
        offers_.insert(values.text().value_or(""));
      }
    }
  }
  host_ = {.clap_version = clap::kVersion,
           .host_data = this,
           .name = name_.c_str(),
           .vendor = vendor_.c_str(),
           .url = "",
           .version = version_.c_str(),
           .get_extension = HostTables::get_extension,
           .request_restart = nothing<>,
           .request_process = nothing<>,
           .request_callback = nothing<>};
}

void ClapHostDouble::set_track(const witness::RecordedCall& call) {
  for (const witness::Record* const detail : call.details) {
    if (detail->name != "host.track") continue;
    ValueReader values(detail->values);
    const std::lock_guard lock(mutex_);
    has_track_ = true;
    track_ = {};
    track_.flags = values.number<clap::TrackInfoFlags>();
    const std::string name = values.text().value_or("");
    std::copy_n(name.begin(), std::min(name.size(), sizeof track_.name - 1), track_.name);
    track_.color = color_of(values.integer());
    track_.audio_channel_count = values.number<std::int32_t>();
    port_type_ = values.text().value_or("");
    track_.audio_port_type = port_type_.empty() ? nullptr : port_type_.c_str();
  }
}

void ClapHostDouble::set_audio(bool is_audio) noexcept {
  t_is_audio = is_audio;
}

}  // namespace attacca::trial
