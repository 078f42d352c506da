// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A CLAP plugin straight on the binary interface that reports what it sees of its track, and that
// can be made to fail in the ways that `attacca run` has to notice: WITNESS_FAULT names one.
// Into the pipe WITNESS_SIGN it writes a byte once it is active, and has played WITNESS_CALLBACKS
// callbacks where the variable is there: what a test waits for.

#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

#include "abi/clap/entry.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"

namespace {

namespace clap = attacca::clap;

constexpr std::uint32_t kFaultyAfter = 5;       // changes that still go well
constexpr std::uint32_t kTornEvery = 50;        // fault "tear": one record in so many
constexpr std::uint32_t kCrashesAfter = 1'500;  // callbacks, fault "crash_later"

/// What one reader saw.
struct Seen {
  std::atomic<std::uint32_t> revision{0};
  std::atomic<std::uint32_t> updates{0};
  std::atomic<std::uint32_t> digest{0};

  void saw(std::uint32_t new_revision, std::uint32_t new_digest) {
    revision = new_revision;
    digest = new_digest;
    ++updates;
  }
};

struct Witness {
  clap::Plugin plugin{};
  const clap::Host* host = nullptr;
  const clap::HostTrackInfo* track_info = nullptr;
  std::string_view fault;
  // Digest in the low half and revision in the high one, so that both cross as one.
  std::atomic<std::uint64_t> newest{0};
  std::uint64_t audio_has = 0;
  // Fault "late": what is seen only when the host has looked for it, three callbacks after it came.
  std::uint64_t waiting_for = 0;
  int callbacks_to_wait = 0;
  std::atomic<bool> was_looked_at{false};
  std::atomic<std::uint32_t> callbacks{0};
  std::atomic<bool> in_callback{false};
  bool has_editor = false;
  bool is_active = false;
  Seen audio;
  Seen editor;
};

Witness& self(const clap::Plugin* plugin) {
  return *static_cast<Witness*>(plugin->plugin_data);
}

std::uint32_t revision_of(std::uint64_t record) {
  return static_cast<std::uint32_t>(record >> 32);
}
std::uint32_t digest_of(std::uint64_t record) {
  return static_cast<std::uint32_t>(record);
}

std::uint32_t fnv1a(const clap::TrackInfo& info) {
  std::uint32_t hash = 0x811C9DC5u;
  const auto mix = [&hash](std::uint8_t byte) { hash = (hash ^ byte) * 0x01000193u; };
  if (clap::has(info.flags, clap::TrackInfoFlags::has_track_name)) {
    for (const char* c = info.name; *c != '\0'; ++c) mix(static_cast<std::uint8_t>(*c));
  }
  mix(0);
  if (clap::has(info.flags, clap::TrackInfoFlags::has_track_color)) {
    mix(info.color.red);
    mix(info.color.green);
    mix(info.color.blue);
    mix(info.color.alpha);
  }
  return hash;
}

void show(Witness& witness) {
  const std::uint64_t record = witness.newest;
  const bool ignores = witness.fault == "editor_by_way_of_audio" && !witness.is_active;
  if (witness.has_editor && !ignores) witness.editor.saw(revision_of(record), digest_of(record));
}

void give_sign(const Witness& witness) {
  const char* const sign = std::getenv("WITNESS_SIGN");
  const char* const after = std::getenv("WITNESS_CALLBACKS");
  if (sign == nullptr || !witness.is_active) return;
  if (after != nullptr && witness.callbacks < std::strtoul(after, nullptr, 10)) return;
  static bool is_given = false;
  if (is_given) return;
  is_given = true;
  const int pipe = open(sign, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
  (void)!write(pipe, "!", 1);
  close(pipe);
}

void changed(const clap::Plugin* plugin) {
  Witness& witness = self(plugin);
  give_sign(witness);
  clap::TrackInfo info{};
  if (witness.track_info == nullptr || !witness.track_info->get(witness.host, &info)) return;
  // A cell that is borrowed by the audio thread is left alone: the update is gone.
  if (witness.fault == "skip_when_busy" && witness.in_callback) return;
  const std::uint64_t revision = revision_of(witness.newest) + 1u;
  if (witness.fault == "leave" && revision > 500) _exit(3);
  witness.newest = revision << 32 | fnv1a(info);
  show(witness);
}

// -- the plugin ----------------------------------------------------------------------------------

bool init(const clap::Plugin* plugin) {
  Witness& witness = self(plugin);
  const char* const fault = std::getenv("WITNESS_FAULT");
  if (fault != nullptr) witness.fault = fault;
  witness.track_info = static_cast<const clap::HostTrackInfo*>(
      witness.host->get_extension(witness.host, clap::kExtTrackInfo));
  std::printf("a plugin that talks\n");  // must not end up in the report
  std::fflush(stdout);
  changed(plugin);
  return true;
}

void destroy(const clap::Plugin* plugin) {
  delete &self(plugin);
}

bool activate(const clap::Plugin* plugin, double, std::uint32_t, std::uint32_t) {
  self(plugin).is_active = true;
  give_sign(self(plugin));
  return true;
}
void deactivate(const clap::Plugin* plugin) {
  self(plugin).is_active = false;
}
bool start_processing(const clap::Plugin* plugin) {
  return self(plugin).fault != "refuse";
}
void stop_processing(const clap::Plugin*) {}
void reset(const clap::Plugin*) {}

void misbehave(Witness& witness) {
  if (witness.callbacks < 20) return;
  if (witness.fault == "crash") std::raise(SIGSEGV);
  if (witness.fault == "crash_later" && witness.callbacks > kCrashesAfter) std::raise(SIGSEGV);
  if (witness.fault == "hang") {
    for (;;) pause();
  }
  if (witness.fault == "allocate") {
    void* volatile memory = std::malloc(witness.callbacks);  // volatile: the pair must stay
    std::free(memory);
  }
}

void read_track(Witness& witness) {
  const std::uint64_t record = witness.newest;
  if (witness.fault == "lose" && revision_of(record) > kFaultyAfter) return;
  if (witness.fault == "late" && record != witness.waiting_for) {
    witness.waiting_for = record;
    witness.callbacks_to_wait = 3;
  }
  if (witness.fault == "late" && witness.callbacks_to_wait > 0) {
    if (--witness.callbacks_to_wait == 0) witness.was_looked_at = false;
    return;
  }
  if (witness.fault == "late" && record != witness.audio_has && !witness.was_looked_at) return;
  if (record == witness.audio_has) return;
  const bool tears = witness.fault == "tear" && revision_of(record) % kTornEvery == 0;
  if (tears) {
    // One half of the record is new, the other is still the old one.
    const std::uint32_t halves =
        (digest_of(record) & 0xFFFF0000u) | (digest_of(witness.audio_has) & 0x0000FFFFu);
    return witness.audio.saw(revision_of(record), halves);
  }
  witness.audio_has = record;
  witness.audio.saw(revision_of(record), digest_of(record));
}

clap::ProcessStatus process(const clap::Plugin* plugin, const clap::Process* block) {
  Witness& witness = self(plugin);
  ++witness.callbacks;
  witness.in_callback = true;
  // As all plugins do that take parameters or notes.
  if (witness.fault != "ignore_events") (void)block->in_events->size(block->in_events);
  misbehave(witness);
  read_track(witness);
  witness.in_callback = false;
  if (block->audio_inputs_count == 0 || block->audio_outputs_count == 0) {
    return clap::ProcessStatus::continue_;
  }
  for (std::uint32_t channel = 0; channel < block->audio_outputs[0].channel_count; ++channel) {
    float* const out = block->audio_outputs[0].data32[channel];
    const float* const in = block->audio_inputs[0].data32[channel];
    if (out != in) std::memcpy(out, in, block->frames_count * sizeof(float));
  }
  return clap::ProcessStatus::continue_;
}

// -- extensions ----------------------------------------------------------------------------------

constexpr clap::PluginTrackInfo kTrackInfo{changed};

constexpr const char* kNames[] = {"Audio: revision seen", "Audio: updates seen",
                                  "Audio: digest seen",   "Editor: revision seen",
                                  "Editor: updates seen", "Editor: digest seen"};

std::uint32_t param_count(const clap::Plugin*) {
  return 6;
}
bool param_info(const clap::Plugin*, std::uint32_t index, clap::ParamInfo* info) {
  if (index >= 6) return false;
  *info = {};
  info->id = index;
  info->flags = clap::ParamInfoFlags::is_readonly;
  std::snprintf(info->name, sizeof info->name, "%s", kNames[index]);
  info->max_value = 4294967295.0;
  return true;
}
bool param_value(const clap::Plugin* plugin, clap::Id id, double* value) {
  const Seen& seen = id < 3 ? self(plugin).audio : self(plugin).editor;
  const std::atomic<std::uint32_t>* const fields[] = {&seen.revision, &seen.updates, &seen.digest};
  *value = fields[id % 3]->load();
  self(plugin).was_looked_at = true;
  return id < 6;
}
bool to_text(const clap::Plugin*, clap::Id, double value, char* text, std::uint32_t room) {
  std::snprintf(text, room, "%.0f", value);
  return true;
}
bool to_value(const clap::Plugin*, clap::Id, const char* text, double* value) {
  *value = std::strtod(text, nullptr);
  return true;
}
void flush(const clap::Plugin*, const clap::InputEvents*, const clap::OutputEvents*) {}
constexpr clap::PluginParams kParams{param_count, param_info, param_value,
                                     to_text,     to_value,   flush};

std::uint32_t port_count(const clap::Plugin*, bool) {
  return 1;
}
bool port_info(const clap::Plugin*, std::uint32_t index, bool, clap::AudioPortInfo* info) {
  *info = {0, "Main", clap::AudioPortFlags::is_main, 2, clap::kPortStereo, clap::kInvalidId};
  return index == 0;
}
constexpr clap::PluginAudioPorts kPorts{port_count, port_info};

bool is_api_supported(const clap::Plugin*, const char* api, bool is_floating) {
  return !is_floating && std::strcmp(api, clap::kWindowApiX11) == 0;
}
bool preferred_api(const clap::Plugin*, const char** api, bool* is_floating) {
  *api = clap::kWindowApiX11;
  *is_floating = false;
  return true;
}
bool create(const clap::Plugin* plugin, const char*, bool) {
  if (self(plugin).fault == "crash_in_editor") std::raise(SIGSEGV);
  self(plugin).has_editor = true;
  show(self(plugin));
  return self(plugin).fault != "refuse_editor";
}
void destroy_gui(const clap::Plugin* plugin) {
  self(plugin).has_editor = false;
}
bool set_scale(const clap::Plugin*, double) {
  return false;
}
bool get_size(const clap::Plugin*, std::uint32_t* width, std::uint32_t* height) {
  *width = 320;
  *height = 200;
  return true;
}
bool can_resize(const clap::Plugin*) {
  return false;
}
bool resize_hints(const clap::Plugin*, clap::GuiResizeHints*) {
  return false;
}
bool adjust_size(const clap::Plugin* plugin, std::uint32_t* width, std::uint32_t* height) {
  return get_size(plugin, width, height);
}
bool set_size(const clap::Plugin*, std::uint32_t, std::uint32_t) {
  return false;
}
bool set_parent(const clap::Plugin*, const clap::Window*) {
  return true;
}
bool set_transient(const clap::Plugin*, const clap::Window*) {
  return false;
}
void suggest_title(const clap::Plugin*, const char*) {}
bool show_gui(const clap::Plugin*) {
  return true;
}
constexpr clap::PluginGui kGui{is_api_supported, preferred_api, create,     destroy_gui,
                               set_scale,        get_size,      can_resize, resize_hints,
                               adjust_size,      set_size,      set_parent, set_transient,
                               suggest_title,    show_gui,      show_gui};

const void* get_extension(const clap::Plugin*, const char* id) {
  const std::string_view name(id);
  if (name == clap::kExtTrackInfo) return &kTrackInfo;
  if (name == clap::kExtParams) return &kParams;
  if (name == clap::kExtAudioPorts) return &kPorts;
  if (name == clap::kExtGui) return &kGui;
  return nullptr;
}
void on_main_thread(const clap::Plugin*) {}

// -- the factory ---------------------------------------------------------------------------------

constexpr const char* kFeatures[] = {"audio-effect", nullptr};
constexpr clap::PluginDescriptor kDescriptor{
    clap::kVersion, "org.attacca.test.witness", "Witness", "Attacca", "", "", "", "1.0", "",
    kFeatures};

std::uint32_t plugin_count(const clap::PluginFactory*) {
  return 1;
}
const clap::PluginDescriptor* descriptor(const clap::PluginFactory*, std::uint32_t index) {
  return index == 0 ? &kDescriptor : nullptr;
}
const clap::Plugin* create_plugin(const clap::PluginFactory*, const clap::Host* host,
                                  const char* id) {
  if (std::strcmp(id, kDescriptor.id) != 0) return nullptr;
  auto* const witness = new Witness;
  witness->host = host;
  witness->plugin = {
      &kDescriptor,     witness,         init,  destroy, activate,      deactivate,
      start_processing, stop_processing, reset, process, get_extension, on_main_thread};
  return &witness->plugin;
}
constexpr clap::PluginFactory kFactory{plugin_count, descriptor, create_plugin};

bool entry_init(const char*) {
  return true;
}
void entry_deinit() {}
const void* get_factory(const char* id) {
  return std::strcmp(id, clap::kPluginFactoryId) == 0 ? &kFactory : nullptr;
}

}  // namespace

extern "C" [[gnu::visibility("default")]] const clap::PluginEntry clap_entry;
const clap::PluginEntry clap_entry{clap::kVersion, entry_init, entry_deinit, get_factory};
