// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/instance.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <new>

#include "abi/clap/query.hpp"
#include "base/log.hpp"
#include "wrappers/clap/extensions.hpp"
#include "wrappers/clap/guarded.hpp"
#include "wrappers/clap/main_call.hpp"
#include "wrappers/clap/part.hpp"
#include "wrappers/clap/presets.hpp"

namespace attacca::clap_wrapper {
namespace {

const void* get_extension(const clap::Plugin* plugin, const char* id) {
  const void* found = nullptr;
  const auto offer = [id, &found]<typename T>(const T& table) {
    if (found == nullptr && clap::is_id_of<T>(id)) found = &table;
  };
  offer(kAudioPorts);
  offer(kAudioPortsConfig);
  offer(kAudioPortsConfigInfo);
  offer(kConfigurableAudioPorts);
  offer(kLatency);
  const Instance& self = Instance::from(plugin);
  const PluginInfo& info = self.info();
  if (!info.notes_in.empty() || !info.notes_out.empty()) offer(kNotePorts);
  offer(kParams);
  offer(kProjectLocation);
  offer(kRender);
  offer(kSurround);
  offer(kAmbisonic);
  offer(kState);
  offer(kStateContext);
  offer(kTail);
  offer(kTrackInfo);
  if (info.voices > 0) offer(kVoiceInfo);
  for (const Part* const part : self.parts()) {
    if (part != nullptr && part->is_id != nullptr && part->is_id(id)) found = part->table;
  }
  if (found == &kSurround && !has_ports_of(plugin, clap::kPortSurround)) return nullptr;
  if (found == &kAmbisonic && !has_ports_of(plugin, clap::kPortAmbisonic)) return nullptr;
  return found != nullptr ? found : find_preset_extension(id);
}

std::uint32_t most_ports(std::span<const AudioLayout> layouts, bool input) {
  std::size_t most = 0;
  for (const AudioLayout& layout : layouts) {
    most = std::max(most, 1 + (input ? layout.aux_inputs : layout.aux_outputs).size());
  }
  return static_cast<std::uint32_t>(most);
}

}  // namespace

/// The callbacks of clap::Plugin.
struct Callbacks {
  static bool init(const clap::Plugin* plugin) {
    return guarded(false, [plugin] { return Instance::from(plugin).init(); });
  }

  static void destroy(const clap::Plugin* plugin) {
    guarded([plugin] { Instance::from(plugin).destroy(); });
  }

  static bool activate(const clap::Plugin* plugin, double sample_rate, std::uint32_t min_frames,
                       std::uint32_t max_frames) {
    return guarded(false, [=] {
      return Instance::from(plugin).activate(sample_rate, min_frames, max_frames);
    });
  }

  static void deactivate(const clap::Plugin* plugin) {
    guarded([plugin] { Instance::from(plugin).deactivate(); });
  }

  static bool start_processing(const clap::Plugin* plugin) {
    Instance& self = Instance::from(plugin);
    return self.core_ != nullptr && self.core_->is_active();
  }

  static void stop_processing(const clap::Plugin* /*plugin*/) {}

  static void reset(const clap::Plugin* plugin) {
    Instance& self = Instance::from(plugin);
    if (self.core_ != nullptr) self.core_->reset();
  }

  static clap::ProcessStatus process(const clap::Plugin* plugin, const clap::Process* process) {
    Instance& self = Instance::from(plugin);
    if (self.core_ == nullptr || process == nullptr) return clap::ProcessStatus::error;
    return self.process(*process);
  }

  static void on_main_thread(const clap::Plugin* plugin) {
    guarded([plugin] { Instance::from(plugin).on_main_thread(); });
  }
};

const clap::Plugin* Instance::create(const detail::PluginEntry& entry,
                                     const clap::PluginDescriptor& descriptor,
                                     const clap::Host& host) noexcept {
  return guarded(static_cast<const clap::Plugin*>(nullptr), [&]() -> const clap::Plugin* {
    return &(new Instance(entry, descriptor, host))->table_;
  });
}

Instance::Instance(const detail::PluginEntry& entry, const clap::PluginDescriptor& descriptor,
                   const clap::Host& host)
    : entry_(entry),
      host_(host),
      services_(host, gate_, [this] { pull_track_info(); }),
      gate_(*this, services_.bell()) {
  table_ = {
      .desc = &descriptor,
      .plugin_data = this,
      .init = Callbacks::init,
      .destroy = Callbacks::destroy,
      .activate = Callbacks::activate,
      .deactivate = Callbacks::deactivate,
      .start_processing = Callbacks::start_processing,
      .stop_processing = Callbacks::stop_processing,
      .reset = Callbacks::reset,
      .process = Callbacks::process,
      .get_extension = get_extension,
      .on_main_thread = Callbacks::on_main_thread,
  };
}

bool Instance::init() {
  const HeldCall held(*this);
  core::log_event(this, "init", {{"host", core::json_text(services_.host_name())}});
  if (core_ != nullptr) return true;  // a second init changes nothing
  services_.connect();
  host_track_info_ = clap::query<clap::HostTrackInfo>(&host_);
  for (const Part* const part : parts()) {
    if (part != nullptr && part->connect != nullptr) part->connect(*this);
  }
  const MainCall call(*this);
  if (destroyed_.load()) {
    services_.disconnect();
    return false;
  }
  auto core = core::Instance::create(entry_, services_);
  if (!core) {
    services_.log(clap::LogSeverity::error, core.error().message);
    return false;
  }
  core_ = std::move(*core);
  services_.edits().bind(core_->params());
  inputs_.resize(most_ports(core_->layouts(), true));
  outputs_.resize(most_ports(core_->layouts(), false));
  services_.ask_track_info();
  return true;
}

bool Instance::activate(double sample_rate, std::uint32_t min_frames, std::uint32_t max_frames) {
  const HeldCall held(*this);
  char rate[32];
  std::snprintf(rate, sizeof rate, "%.6g", sample_rate);
  core::log_event(this, "activate", {{"rate", rate}, {"max_frames", std::to_string(max_frames)}});
  if (core_ == nullptr) return false;
  if (max_frames > INT32_MAX) {
    services_.log(
        clap::LogSeverity::host_misbehaving,
        "cannot activate: the largest block is beyond what CLAP allows; use a smaller one");
    return false;
  }
  bool new_latency = false;
  {
    const MainCall call(*this);
    const bool offline = render_mode.load() == clap::PluginRenderMode::offline;
    sample_rate_ = sample_rate;
    const auto activated = core_->activate({
        .sample_rate = sample_rate,
        .max_block_frames = max_frames,
        .min_block_frames = std::min(min_frames, max_frames),
        .mode = offline ? ProcessMode::offline : ProcessMode::realtime,
    });
    services_.set_active(activated.has_value());
    if (!activated) {
      services_.log(clap::LogSeverity::error, activated.error().message);
      return false;
    }
    const std::uint32_t latency = core_->latency();
    new_latency = latency_.exchange(latency) != latency;
  }
  if (new_latency) services_.report_latency_while_activating();
  return true;
}

void Instance::deactivate() {
  const MainCall call(*this);
  if (core_ == nullptr) return;
  core_->deactivate();
  services_.set_active(false);
  const core::TrackInfoHub& track = core_->track_info();
  core::log_event(this, "deactivate",
                  {{"audio_revision", std::to_string(track.audio_revision())},
                   {"revision", std::to_string(track.revision())}});
}

void Instance::on_main_thread() {
  // Whatever thread-check says, this is the place.
  const core::MainThread::Hold hold(gate_);
  gate_.come_in();
  services_.report_left_out_edits();
}

/// The host may call this from inside a call of ours: that one goes on in an instance that has
/// neither host nor editor.
void Instance::destroy() {
  if (destroyed_.exchange(true)) return;
  const core::MainThread::Hold hold(gate_);
  {
    const MainCall call(*this);
    core::log_event(this, "destroy");
    if (core_ != nullptr) {
      core_->editor().destroy();
      core_->deactivate();
    }
    services_.disconnect();
  }
  gate_.retire();
}

void Instance::run_waiting() noexcept {
  guarded([this] {
    services_.on_main();
    if (core_ != nullptr) core_->on_main();
  });
}

void Instance::deliver() noexcept {
  guarded([this] { services_.deliver(); });
}

void Instance::unused() noexcept {
  delete this;
}

}  // namespace attacca::clap_wrapper
