// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A gain on the raw CLAP interface that notes what it receives and misbehaves on demand.

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>
#include <mutex>

#include <time.h>

#include "abi/clap/entry.hpp"
#include "abi/clap/events.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/posix_fd_support.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/thread_check.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/process.hpp"
#include "abi/clap/query.hpp"
#include "abi/clap/stream.hpp"
#include "misbehaviour.hpp"
#include "raw_log.hpp"

namespace {

namespace clap = attacca::clap;

constexpr clap::Id kGain = 10;
constexpr clap::Id kMisbehave = 20;
constexpr clap::Id kRevision = 30;  // how often track_info.changed came, as audio saw it

/// What process() answers, and the newest instance's host; see the functions at the end.
std::atomic<clap::ProcessStatus> g_status{clap::ProcessStatus::continue_};
std::atomic<std::uint32_t> g_tail{0x7fffffff};
std::atomic<int> g_starts{0};
std::atomic<int> g_stops{0};
const clap::Host* g_host = nullptr;

struct Raw {
  const clap::Host* host = nullptr;
  clap::Plugin plugin{};
  std::atomic<double> gain{1.0};
  std::atomic<int> misbehaviour{0};
  std::atomic<std::uint32_t> changes{0};
  std::uint32_t reported = 0;
  std::uint32_t latency = 0;
  clap::Id timer = clap::kInvalidId;
};

Raw& self(const clap::Plugin* plugin) {
  return *static_cast<Raw*>(plugin->plugin_data);
}

const char* role(const Raw& raw) {
  const auto* const check = clap::query<clap::HostThreadCheck>(raw.host);
  if (check == nullptr) return "?";
  return check->is_audio_thread(raw.host)  ? "audio"
         : check->is_main_thread(raw.host) ? "main"
                                           : "other";
}

void note_track(const Raw& raw) {
  const auto* const host = clap::query<clap::HostTrackInfo>(raw.host);
  clap::TrackInfo info{};
  if (host == nullptr || !host->get(raw.host, &info)) {
    note("track:none");
    return;
  }
  std::array<char, 400> text{};
  std::snprintf(text.data(), text.size(), "track:%s:%02x%02x%02x:%d:%llu", info.name,
                info.color.red, info.color.green, info.color.blue, info.audio_channel_count,
                static_cast<unsigned long long>(info.flags));
  note(text.data());
}

bool init(const clap::Plugin* plugin) {
  note(std::string("init:") + role(self(plugin)));
  note_track(self(plugin));
  if (const auto* const timers = clap::query<clap::HostTimerSupport>(self(plugin).host)) {
    timers->register_timer(self(plugin).host, 5, &self(plugin).timer);
  }
  return true;
}

void destroy(const clap::Plugin* plugin) {
  note("destroy");
  Raw* const raw = &self(plugin);
  const auto* const timers = clap::query<clap::HostTimerSupport>(raw->host);
  if (timers != nullptr && raw->timer != clap::kInvalidId) {
    timers->unregister_timer(raw->host, raw->timer);
  }
  delete raw;
}

bool activate(const clap::Plugin* plugin, double rate, std::uint32_t, std::uint32_t max) {
  note("activate:" + std::to_string(static_cast<int>(rate)) + ":" + std::to_string(max));
  self(plugin).latency += 1;
  return true;
}

void apply(Raw& raw, const clap::InputEvents& events) {
  const std::uint32_t count = events.size(&events);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto* const header = events.get(&events, i);
    if (header->type != clap::EventType::param_value) continue;
    const auto& event = *reinterpret_cast<const clap::EventParamValue*>(header);
    if (event.param_id == kGain) raw.gain = event.value;
    if (event.param_id == kMisbehave) raw.misbehaviour = static_cast<int>(event.value);
  }
}

void send(const clap::OutputEvents& events, clap::Id id, double value, std::uint32_t time) {
  clap::EventParamValue event{};
  event.header.size = sizeof event;
  event.header.time = time;
  event.header.type = clap::EventType::param_value;
  event.param_id = id;
  event.note_id = -1;
  event.port_index = event.channel = event.key = -1;
  event.value = value;
  events.try_push(&events, &event.header);
}

void misbehave(Raw& raw, const clap::Process& process) {
  static std::mutex mutex;
  switch (static_cast<Misbehaviour>(raw.misbehaviour.load())) {
    case Misbehaviour::allocate: {
      // Through a volatile pointer, so that the compiler cannot leave it out.
      int* volatile memory = new int[100];
      delete[] memory;
      break;
    }
    case Misbehaviour::lock: {
      const std::lock_guard lock(mutex);
      break;
    }
    case Misbehaviour::sleep: {
      const timespec time{0, 1000};
      nanosleep(&time, nullptr);
      break;
    }
    case Misbehaviour::write_nan:
      process.audio_outputs[0].data32[0][0] = std::numeric_limits<float>::quiet_NaN();
      break;
    case Misbehaviour::send_nonsense:
      send(*process.out_events, kGain, 1.0, 5);
      send(*process.out_events, kGain, 1.0, 3);
      send(*process.out_events, 999, 1.0, 5);
      send(*process.out_events, kGain, 1.0, process.frames_count);
      break;
    case Misbehaviour::call_main_function: {
      const auto* const params = clap::query<clap::HostParams>(raw.host);
      params->rescan(raw.host, clap::ParamRescanFlags::values);
      break;
    }
    case Misbehaviour::ask_for_restart:
      raw.misbehaviour = 0;
      raw.host->request_restart(raw.host);
      break;
    case Misbehaviour::none:
    case Misbehaviour::fail:
      break;
  }
}

clap::ProcessStatus process(const clap::Plugin* plugin, const clap::Process* process) {
  Raw& raw = self(plugin);
  apply(raw, *process->in_events);
  if (raw.misbehaviour == static_cast<int>(Misbehaviour::fail)) return clap::ProcessStatus::error;
  const auto gain = static_cast<float>(raw.gain.load());
  for (std::uint32_t channel = 0; channel < 2; ++channel) {
    const float* const in = process->audio_inputs[0].data32[channel];
    float* const out = process->audio_outputs[0].data32[channel];
    for (std::uint32_t i = 0; i < process->frames_count; ++i) out[i] = in[i] * gain;
  }
  const std::uint32_t changes = raw.changes;
  if (changes != raw.reported) {
    send(*process->out_events, kRevision, changes, 0);
    raw.reported = changes;
  }
  misbehave(raw, *process);
  return g_status;
}

// -- extensions
// ------------------------------------------------------------------------------------

constexpr clap::PluginAudioPorts kPorts{
    [](const clap::Plugin*, bool) -> std::uint32_t { return 1; },
    [](const clap::Plugin*, std::uint32_t index, bool is_input, clap::AudioPortInfo* info) {
      if (index != 0) return false;
      *info = {};
      info->id = is_input ? 1 : 2;
      std::strcpy(info->name, is_input ? "In" : "Out");
      info->flags = clap::AudioPortFlags::is_main;
      info->channel_count = 2;
      info->port_type = clap::kPortStereo;
      info->in_place_pair = clap::kInvalidId;
      return true;
    }};

bool param_info(const clap::Plugin*, std::uint32_t index, clap::ParamInfo* info) {
  *info = {};
  if (index == 0) {
    info->id = kGain;
    std::strcpy(info->name, "Gain");
    std::strcpy(info->module, "levels");
    info->flags = clap::ParamInfoFlags::is_automatable;
    info->max_value = 2.0;
    info->default_value = 1.0;
  } else if (index == 1) {
    info->id = kMisbehave;
    std::strcpy(info->name, "Misbehave");
    info->flags = clap::ParamInfoFlags::is_stepped;
    info->max_value = 8.0;
  } else if (index == 2) {
    info->id = kRevision;
    std::strcpy(info->name, "Revision");
    info->flags = clap::ParamInfoFlags::is_readonly;
    info->max_value = 1e9;
  }
  return index < 3;
}

constexpr clap::PluginParams kParams{
    [](const clap::Plugin*) -> std::uint32_t { return 3; },
    param_info,
    [](const clap::Plugin* plugin, clap::Id id, double* value) {
      if (id == kGain) *value = self(plugin).gain;
      if (id == kMisbehave) *value = self(plugin).misbehaviour;
      if (id == kRevision) *value = self(plugin).changes;
      return id == kGain || id == kMisbehave || id == kRevision;
    },
    [](const clap::Plugin*, clap::Id, double value, char* text, std::uint32_t size) {
      return std::snprintf(text, size, "%.2f x", value) > 0;
    },
    [](const clap::Plugin*, clap::Id, const char* text, double* value) {
      return std::sscanf(text, "%lf", value) == 1;
    },
    [](const clap::Plugin* plugin, const clap::InputEvents* in, const clap::OutputEvents*) {
      note(std::string("flush:") + role(self(plugin)));
      apply(self(plugin), *in);
    }};

// A thousand bytes, so that short reads and writes need many turns.
constexpr std::size_t kStateSize = 1000;

constexpr clap::PluginState kState{
    [](const clap::Plugin* plugin, const clap::OStream* stream) {
      std::array<unsigned char, kStateSize> bytes;
      for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(i * 7);
      const double gain = self(plugin).gain;
      std::memcpy(bytes.data(), &gain, sizeof gain);
      std::size_t done = 0;
      while (done < bytes.size()) {
        const auto count = stream->write(stream, bytes.data() + done, bytes.size() - done);
        if (count <= 0) return false;
        done += static_cast<std::size_t>(count);
      }
      return true;
    },
    [](const clap::Plugin* plugin, const clap::IStream* stream) {
      std::array<unsigned char, kStateSize> bytes;
      std::size_t done = 0;
      while (done < bytes.size()) {
        const auto count = stream->read(stream, bytes.data() + done, bytes.size() - done);
        if (count <= 0) return false;
        done += static_cast<std::size_t>(count);
      }
      for (std::size_t i = sizeof(double); i < bytes.size(); ++i) {
        if (bytes[i] != static_cast<unsigned char>(i * 7)) return false;
      }
      double gain = 0.0;
      std::memcpy(&gain, bytes.data(), sizeof gain);
      self(plugin).gain = gain;
      return true;
    }};

constexpr clap::PluginLatency kLatency{
    [](const clap::Plugin* plugin) { return self(plugin).latency; }};
constexpr clap::PluginTail kTail{[](const clap::Plugin*) -> std::uint32_t { return g_tail; }};
constexpr clap::PluginTrackInfo kTrackInfo{[](const clap::Plugin* plugin) {
  note(std::string("changed:") + role(self(plugin)));
  note_track(self(plugin));
  self(plugin).changes += 1;
}};
constexpr clap::PluginTimerSupport kTimer{[](const clap::Plugin* plugin, clap::Id) {
  note("timer");
  self(plugin).host->request_callback(self(plugin).host);
}};

const void* get_extension(const clap::Plugin*, const char* id) {
  if (std::strcmp(id, clap::kExtAudioPorts) == 0) return &kPorts;
  if (std::strcmp(id, clap::kExtParams) == 0) return &kParams;
  if (std::strcmp(id, clap::kExtState) == 0) return &kState;
  if (std::strcmp(id, clap::kExtLatency) == 0) return &kLatency;
  if (std::strcmp(id, clap::kExtTail) == 0) return &kTail;
  if (std::strcmp(id, clap::kExtTimerSupport) == 0) return &kTimer;
  if (clap::is_id_of<clap::PluginTrackInfo>(id)) return &kTrackInfo;
  return nullptr;
}

// -- factory
// ---------------------------------------------------------------------------------------

constexpr const char* kFeatures[] = {"audio-effect", "stereo", nullptr};
constexpr clap::PluginDescriptor kDescriptor{
    clap::kVersion, "test.raw-clap", "Raw Gain", "Tests", "", "", "", "1.2.3", "", kFeatures};

const clap::Plugin* create(const clap::PluginFactory*, const clap::Host* host, const char* id) {
  if (std::strcmp(id, kDescriptor.id) != 0) return nullptr;
  auto* const raw = new Raw;
  raw->host = g_host = host;
  clap::Plugin& plugin = raw->plugin;
  plugin.desc = &kDescriptor;
  plugin.plugin_data = raw;
  plugin.init = init;
  plugin.destroy = destroy;
  plugin.activate = activate;
  plugin.deactivate = [](const clap::Plugin*) { note("deactivate"); };
  plugin.start_processing = [](const clap::Plugin*) {
    ++g_starts;
    return true;
  };
  plugin.stop_processing = [](const clap::Plugin*) { ++g_stops; };
  plugin.reset = [](const clap::Plugin*) {};
  plugin.process = process;
  plugin.get_extension = get_extension;
  plugin.on_main_thread = [](const clap::Plugin* p) {
    note(std::string("callback:") + role(self(p)));
  };
  return &plugin;
}

constexpr clap::PluginFactory kFactory{
    [](const clap::PluginFactory*) -> std::uint32_t { return 1; },
    [](const clap::PluginFactory*, std::uint32_t index) {
      return index == 0 ? &kDescriptor : nullptr;
    },
    create};

}  // namespace

RAW_EXPORT const char* raw_calls() {
  return noted_words();
}
RAW_EXPORT void raw_answer(std::int32_t status, std::uint32_t tail) {
  g_status = static_cast<clap::ProcessStatus>(status);
  g_tail = tail;
}
RAW_EXPORT int raw_starts() {
  return g_starts;
}
RAW_EXPORT int raw_stops() {
  return g_stops;
}
RAW_EXPORT void raw_request_process() {
  g_host->request_process(g_host);
}

RAW_EXPORT const clap::PluginEntry clap_entry;
const clap::PluginEntry clap_entry = {clap::kVersion,
                                      [](const char*) {
                                        note("entry");
                                        return true;
                                      },
                                      [] { note("exit"); },
                                      [](const char* id) -> const void* {
                                        return clap::is_id_of<clap::PluginFactory>(id) ? &kFactory
                                                                                       : nullptr;
                                      }};
