// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A small CLAP effect, straight on the binary interface. It is right in everything, but for the
// one thing that the environment variable WRONG names; or it does one of the things that plugins
// may do and few of them do: "delays", "no-main-output", "keeps-time", "sparse-contexts",
// "two-editions".

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <thread>

#include "abi/clap/entry.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/log.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/state_context.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/factory/preset_discovery.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/plugin_features.hpp"
#include "abi/clap/port_type.hpp"
#include "abi/clap/process.hpp"
#include "abi/clap/query.hpp"
#include "abi/clap/stream.hpp"

namespace {

using namespace attacca;

constexpr char kId[] = "org.attacca.test.wrong";
constexpr clap::Id kGain = 10;
constexpr clap::Id kPeak = 20;
constexpr std::array<char, 8> kMagic = {'w', 'r', 'o', 'n', 'g', 'v', '0', '1'};

bool is_wrong(std::string_view what) {
  static const char* const wrong = std::getenv("WRONG");
  return wrong != nullptr && what == wrong;
}

constexpr std::size_t kLongestDelay = 1000;  ///< Frames.

struct Effect {
  clap::Plugin table{};
  const clap::Host* host = nullptr;
  const clap::HostTrackInfo* track = nullptr;
  std::atomic<double> gain{0.5};
  std::atomic<double> peak{0.0};
  double reported_peak = 0.0;
  std::array<float, kLongestDelay + 1> line{};  ///< What was played, for "delays".
  std::size_t line_at = 0;
  std::thread::id first_thread;
  int questions = 0;

  static Effect& of(const clap::Plugin* plugin) {
    return *static_cast<Effect*>(plugin->plugin_data);
  }
  void ask_for_track() {
    clap::TrackInfo info{};
    if (is_wrong("misses-changes") && ++questions > 2) return;
    if (track != nullptr) (void)track->get(host, &info);
  }
  void take(const clap::InputEvents* in) {
    for (std::uint32_t i = 0; in != nullptr && i < in->size(in); ++i) {
      const clap::EventHeader* const header = in->get(in, i);
      if (header->type != clap::EventType::param_value) continue;
      if (header->space_id != clap::kCoreEventSpaceId && !is_wrong("foreign-events")) continue;
      const auto& event = *reinterpret_cast<const clap::EventParamValue*>(header);
      if (event.param_id != kGain) continue;
      if (is_wrong("needs-cookies") && event.cookie == nullptr) continue;
      gain.store(std::clamp(event.value, 0.0, 1.0));
    }
  }
  /// By the gain's part of the longest delay.
  float delayed(float sample) {
    line[line_at] = sample;
    const auto delay = static_cast<std::size_t>(gain.load() * static_cast<double>(kLongestDelay));
    const float late = line[(line_at + line.size() - delay) % line.size()];
    line_at = (line_at + 1) % line.size();
    return late;
  }
  void report(const clap::OutputEvents* out, double now) {
    peak.store(now);
    if (out == nullptr || now == reported_peak) return;
    clap::EventParamValue event{};
    event.header = {sizeof event, 0, clap::kCoreEventSpaceId, clap::EventType::param_value,
                    clap::EventFlags{}};
    event.param_id = kPeak;
    event.note_id = -1;
    event.port_index = event.channel = event.key = -1;
    event.value = now;
    const bool is_taken = out->try_push(out, &event.header);
    if (is_taken || is_wrong("forgets-reports")) reported_peak = now;
  }
};

// -- ports, parameters, state, track -----------------------------------------------------------

std::uint32_t port_count(const clap::Plugin*, bool is_input) {
  return !is_input && is_wrong("no-main-output") ? 2 : 1;
}
bool port_get(const clap::Plugin* plugin, std::uint32_t index, bool is_input,
              clap::AudioPortInfo* info) {
  if (index >= port_count(plugin, is_input)) return false;
  if (!is_input && is_wrong("no-main-output")) {
    *info = {};
    info->id = 300 + index;
    info->channel_count = index;
    info->port_type = index == 0 ? nullptr : clap::kPortMono;
    info->in_place_pair = clap::kInvalidId;
    return true;
  }
  info->id = is_input ? 100 : 200;
  std::snprintf(info->name, sizeof info->name, "%s", is_input ? "In" : "Out");
  info->flags = clap::AudioPortFlags::is_main;
  info->channel_count = 1;
  info->port_type = clap::kPortMono;
  info->in_place_pair = is_wrong("pairs-by-index") ? 0 : is_input ? 200 : 100;
  return true;
}
constexpr clap::PluginAudioPorts kPorts{port_count, port_get};

std::uint32_t param_count(const clap::Plugin*) {
  return 2;
}
bool param_info(const clap::Plugin*, std::uint32_t index, clap::ParamInfo* info) {
  static int cookie = 0;
  if (index > 1) return false;
  *info = {};
  info->id = index == 0 ? kGain : kPeak;
  info->flags =
      index == 0 ? clap::ParamInfoFlags::is_automatable : clap::ParamInfoFlags::is_readonly;
  info->cookie = &cookie;
  info->max_value = 1.0;
  info->default_value = index == 0 && !is_wrong("delays") ? 0.5 : 0.0;
  std::snprintf(info->name, sizeof info->name, "%s", index == 0 ? "Gain" : "Peak");
  if (is_wrong("endless-names")) std::memset(info->name, 'n', sizeof info->name);
  return true;
}
bool param_value(const clap::Plugin* plugin, clap::Id id, double* value) {
  if (id != kGain && id != kPeak) return false;
  *value = id == kGain ? Effect::of(plugin).gain.load() : Effect::of(plugin).peak.load();
  return true;
}
bool param_to_text(const clap::Plugin*, clap::Id id, double value, char* text,
                   std::uint32_t capacity) {
  if (id != kGain && id != kPeak) return false;
  std::snprintf(text, is_wrong("long-texts") ? capacity + 8 : capacity, "%.6f", value);
  return true;
}
bool param_from_text(const clap::Plugin*, clap::Id id, const char* text, double* value) {
  if (id != kGain && id != kPeak) return false;
  char* end = nullptr;
  const double parsed = std::strtod(text, &end);
  if (end == text || !(parsed >= -1e6 && parsed <= 1e6)) return false;
  *value = parsed;
  return true;
}
void flush(const clap::Plugin* plugin, const clap::InputEvents* in, const clap::OutputEvents*) {
  if (!is_wrong("deaf-flush")) Effect::of(plugin).take(in);
}
constexpr clap::PluginParams kParams{param_count,   param_info,      param_value,
                                     param_to_text, param_from_text, flush};

struct Saved {
  std::array<char, 8> magic = kMagic;
  double gain = 0.0;
  std::int64_t second = 0;
  std::array<char, 8> end = kMagic;
};

bool save(const clap::Plugin* plugin, const clap::OStream* stream, bool has_gain) {
  Saved saved;
  saved.gain = has_gain ? Effect::of(plugin).gain.load() : 0.5;
  if (is_wrong("keeps-time")) {
    saved.second = std::chrono::duration_cast<std::chrono::seconds>(
                       std::chrono::steady_clock::now().time_since_epoch())
                       .count();
  }
  const auto* const bytes = reinterpret_cast<const char*>(&saved);
  for (std::uint64_t done = 0; done < sizeof saved;) {
    const std::int64_t count = stream->write(stream, bytes + done, sizeof saved - done);
    if (count <= 0) return is_wrong("ignores-write-errors");
    done += static_cast<std::uint64_t>(count);
  }
  return true;
}
bool save(const clap::Plugin* plugin, const clap::OStream* stream) {
  return save(plugin, stream, true);
}
bool load(const clap::Plugin* plugin, const clap::IStream* stream) {
  Saved saved;
  auto* const bytes = reinterpret_cast<char*>(&saved);
  std::uint64_t done = 0;
  while (done < sizeof saved) {
    const std::int64_t count = stream->read(stream, bytes + done, sizeof saved - done);
    if (count > 0) done += static_cast<std::uint64_t>(count);
    if (is_wrong("half-loads") && done >= 16) Effect::of(plugin).gain.store(saved.gain);
    if (count < 0) return is_wrong("ignores-read-errors");
    if (count == 0 || is_wrong("reads-once")) break;
  }
  if (done < sizeof saved || saved.magic != kMagic || saved.end != kMagic) return false;
  if (!(saved.gain >= 0.0 && saved.gain <= 1.0)) return false;
  Effect::of(plugin).gain.store(saved.gain);
  const auto* const params = clap::query<clap::HostParams>(Effect::of(plugin).host);
  if (params != nullptr && !is_wrong("silent-load")) {
    params->rescan(Effect::of(plugin).host, clap::ParamRescanFlags::values);
  }
  return true;
}
constexpr clap::PluginState kState{save, load};

/// "sparse-contexts": the gain is a matter of the project's.
constexpr clap::PluginStateContext kContexts{
    [](const clap::Plugin* plugin, const clap::OStream* stream, clap::StateContextType context) {
      return save(plugin, stream, context == clap::StateContextType::for_project);
    },
    [](const clap::Plugin* plugin, const clap::IStream* stream, clap::StateContextType) {
      return load(plugin, stream);
    }};

void track_changed(const clap::Plugin* plugin) {
  Effect::of(plugin).ask_for_track();
}
constexpr clap::PluginTrackInfo kTrack{track_changed};

// -- the plugin --------------------------------------------------------------------------------

bool init(const clap::Plugin* plugin) {
  Effect& self = Effect::of(plugin);
  if (is_wrong("one-track-id")) {
    self.track = static_cast<const clap::HostTrackInfo*>(
        self.host->get_extension(self.host, clap::kExtTrackInfoCompat));
  } else {
    self.track = clap::query<clap::HostTrackInfo>(self.host);
  }
  if (is_wrong("needs-log")) {
    clap::query<clap::HostLog>(self.host)->log(self.host, clap::LogSeverity::info, "hello");
  }
  self.ask_for_track();
  return true;
}
void destroy(const clap::Plugin* plugin) {
  delete &Effect::of(plugin);
}
bool activate(const clap::Plugin* plugin, double, std::uint32_t, std::uint32_t) {
  if (is_wrong("restarts")) Effect::of(plugin).host->request_restart(Effect::of(plugin).host);
  static int activations = 0;
  if (is_wrong("keeps-time") && ++activations == 3) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1050));
  }
  return true;
}
void deactivate(const clap::Plugin*) {}
bool start(const clap::Plugin*) {
  return true;
}
void stop(const clap::Plugin*) {}
void reset(const clap::Plugin*) {}

clap::ProcessStatus process(const clap::Plugin* plugin, const clap::Process* process) {
  Effect& self = Effect::of(plugin);
  if (self.first_thread == std::thread::id()) self.first_thread = std::this_thread::get_id();
  if (is_wrong("one-thread") && self.first_thread != std::this_thread::get_id()) {
    return clap::ProcessStatus::error;
  }
  self.take(process->in_events);
  const float* const in = process->audio_inputs[0].data32[0];
  float* const out = process->audio_outputs[process->audio_outputs_count - 1].data32[0];
  const bool is_muted = is_wrong("trusts-masks") && process->audio_inputs[0].constant_mask != 0;
  const auto gain = static_cast<float>(is_muted ? 0.0 : self.gain.load());
  double peak = 0.0;
  for (std::uint32_t i = 0; i < process->frames_count; ++i) {
    out[i] = is_wrong("delays") ? self.delayed(in[i])
                                : gain * in[i] + (is_wrong("talks-asleep") ? 0.1f : 0.0f);
    peak = std::max(peak, static_cast<double>(out[i]));
  }
  if (is_wrong("past-the-end")) out[process->frames_count] = 0.0f;
  process->audio_outputs[0].constant_mask = is_wrong("false-masks") ? 1 : 0;
  self.report(process->out_events, peak);
  if (is_wrong("no-tail")) return clap::ProcessStatus::tail;
  if (is_wrong("talks-asleep")) return clap::ProcessStatus::sleep;
  return peak > 0.0 ? clap::ProcessStatus::continue_ : clap::ProcessStatus::sleep;
}

const void* get_extension(const clap::Plugin*, const char* id) {
  static int questions = 0;
  static const std::array<clap::PluginState, 2> moving = {kState, kState};
  const std::string_view wanted = id;
  if (wanted == clap::kExtAudioPorts) return &kPorts;
  if (wanted == clap::kExtParams) return &kParams;
  if (wanted == clap::kExtState) {
    return is_wrong("moves") ? &moving[static_cast<std::size_t>(++questions % 2)] : &kState;
  }
  if (wanted == clap::kExtStateContext && is_wrong("sparse-contexts")) return &kContexts;
  if (wanted == clap::kExtTrackInfo) return &kTrack;
  if (wanted == clap::kExtTrackInfoCompat) return is_wrong("new-id-only") ? nullptr : &kTrack;
  return nullptr;
}
void on_main_thread(const clap::Plugin* plugin) {
  if (is_wrong("calls-back")) Effect::of(plugin).host->request_callback(Effect::of(plugin).host);
}

// -- the file ----------------------------------------------------------------------------------

constexpr std::array<const char*, 2> kFeatures = {clap::kFeatureAudioEffect, nullptr};
constexpr clap::PluginDescriptor kDescriptor = {
    clap::kVersion, kId, "Wrong", "Attacca", "", "", "", "1.0.0", "", kFeatures.data()};
int inits = 0;

std::uint32_t plugin_count(const clap::PluginFactory*) {
  return inits > 0 ? 1 : 0;
}
const clap::PluginDescriptor* descriptor(const clap::PluginFactory*, std::uint32_t index) {
  return index == 0 ? &kDescriptor : nullptr;
}
const clap::Plugin* create(const clap::PluginFactory*, const clap::Host* host, const char* id) {
  if (std::string_view(id) != kId && !is_wrong("any-id")) return nullptr;
  auto* const self = new Effect;
  self->host = host;
  if (is_wrong("delays")) self->gain = 0.0;
  self->table = {&kDescriptor, self, init,  destroy, activate,      deactivate,
                 start,        stop, reset, process, get_extension, on_main_thread};
  if (is_wrong("calls-early")) host->request_callback(host);
  return &self->table;
}
constexpr clap::PluginFactory kFactory{plugin_count, descriptor, create};

bool entry_init(const char*) {
  inits = is_wrong("does-not-count") ? 1 : inits + 1;
  return true;
}
void entry_deinit() {
  --inits;
}

// "two-editions": a preset that the larger one has as well.

constexpr clap::PresetDiscoveryProviderDescriptor kPresetDescriptor{
    clap::kVersion, "org.attacca.test.wrong.presets", "Presets", "Attacca"};
const clap::PresetDiscoveryIndexer* indexer = nullptr;
constexpr clap::PresetDiscoveryProvider kProvider{
    &kPresetDescriptor,
    nullptr,
    [](const clap::PresetDiscoveryProvider*) {
      const clap::PresetDiscoveryLocation location{
          clap::PresetDiscoveryFlags::is_factory_content, "Presets",
          clap::PresetDiscoveryLocationKind::plugin, nullptr};
      return indexer->declare_location(indexer, &location);
    },
    [](const clap::PresetDiscoveryProvider*) {},
    [](const clap::PresetDiscoveryProvider*, clap::PresetDiscoveryLocationKind, const char*,
       const clap::PresetDiscoveryMetadataReceiver* to) {
      if (!to->begin_preset(to, "Loud", "loud")) return true;
      for (const char* const plugin : {"org.attacca.test.wrong.pro", kId}) {
        const clap::UniversalPluginId id{"clap", plugin};
        to->add_plugin_id(to, &id);
      }
      return true;
    },
    [](const clap::PresetDiscoveryProvider*, const char*) -> const void* { return nullptr; }};
constexpr clap::PresetDiscoveryFactory kPresets{
    [](const clap::PresetDiscoveryFactory*) -> std::uint32_t { return 1; },
    [](const clap::PresetDiscoveryFactory*,
       std::uint32_t index) -> const clap::PresetDiscoveryProviderDescriptor* {
      return index == 0 ? &kPresetDescriptor : nullptr;
    },
    [](const clap::PresetDiscoveryFactory*, const clap::PresetDiscoveryIndexer* host, const char*) {
      indexer = host;
      return &kProvider;
    }};

const void* entry_factory(const char* id) {
  const std::string_view wanted = id;
  if (wanted == clap::kPresetDiscoveryFactoryId && is_wrong("two-editions")) return &kPresets;
  return wanted == clap::kPluginFactoryId ? &kFactory : nullptr;
}

}  // namespace

extern "C" [[gnu::visibility("default")]] const attacca::clap::PluginEntry clap_entry = {
    attacca::clap::kVersion, entry_init, entry_deinit, entry_factory};
