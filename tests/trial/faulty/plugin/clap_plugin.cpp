// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The effect as a CLAP plugin, on the raw interface.

#include "faulty/plugin/clap_plugin.hpp"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "abi/clap/entry.hpp"
#include "abi/clap/events.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/state_context.hpp"
#include "abi/clap/ext/surround.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/process.hpp"
#include "abi/clap/stream.hpp"
#include "faulty/plugin/clap_presets.hpp"
#include "faulty/plugin/this_fault.hpp"

namespace attacca::faulty {

ClapPlugin& self(const clap::Plugin* plugin) noexcept {
  return *static_cast<ClapPlugin*>(plugin->plugin_data);
}

namespace {

constexpr double kMaximum[kParams] = {1.0, 1.0, 4294967295.0, 4294967295.0};

template <typename Table>
const Table* host_table(const clap::Host* host, const char* id) {
  return static_cast<const Table*>(host->get_extension(host, id));
}

// -- track info ----------------------------------------------------------------------------------

void changed(const clap::Plugin* plugin) {
  ClapPlugin& it = self(plugin);
  clap::TrackInfo info{};
  if (it.track_info == nullptr || !it.track_info->get(it.host, &info)) return;
  info.name[sizeof info.name - 1] = '\0';
  TrackRecord record;
  record.has_name = clap::has(info.flags, clap::TrackInfoFlags::has_track_name);
  record.has_color = clap::has(info.flags, clap::TrackInfoFlags::has_track_color);
  if (record.has_name) std::memcpy(record.name.data(), info.name, sizeof info.name);
  if (is(Fault::name_cut_at_64)) record.name[32] = '\0';
  if (record.has_color) {
    record.color = {info.color.red, info.color.green, info.color.blue, info.color.alpha};
  }
  it.effect.receive(record);
}

// -- events --------------------------------------------------------------------------------------

NoteName name_of(const auto& event) noexcept {
  return {event.note_id, event.port_index, event.channel, event.key};
}

void take_note(Effect& effect, const clap::EventHeader& header) {
  const auto& note = reinterpret_cast<const clap::EventNote&>(header);
  if (header.type == clap::EventType::note_on) effect.note_on(name_of(note), note.velocity);
  if (header.type == clap::EventType::note_off) effect.note_off(name_of(note));
  if (header.type == clap::EventType::note_choke) effect.voices().choke(name_of(note));
}

/// What is for the whole parameter is the effect's, what is for notes the voices'.
void take_modulation(Effect& effect, const clap::EventParamMod& event) {
  if (event.param_id != 1) {
    if (is(Fault::crashes_on_unasked_modulation)) std::raise(SIGSEGV);
    return;
  }
  const double offset = event.amount / kMaximum[0];
  const NoteName note = name_of(event);
  const bool is_for_all = note.id == -1 && note.port == -1 && note.channel == -1 && note.key == -1;
  if (is_for_all || is(Fault::modulation_of_one_for_all)) return effect.modulate(offset);
  effect.voices().modulate(note, offset);
}

void take_event(ClapPlugin& it, const clap::EventHeader& header, bool from_flush) {
  if (header.space_id != clap::kCoreEventSpaceId) return;
  using Type = clap::EventType;
  if (header.type == Type::note_on || header.type == Type::note_off ||
      header.type == Type::note_choke) {
    return take_note(it.effect, header);
  }
  if (header.type == Type::note_expression) {
    const auto& event = reinterpret_cast<const clap::EventNoteExpression&>(header);
    if (event.expression_id != clap::NoteExpression::volume) return;
    return it.effect.voices().set_volume(name_of(event), event.value);
  }
  if (header.type == Type::midi_sysex) {
    const auto& sysex = reinterpret_cast<const clap::EventMidiSysex&>(header);
    if (is(Fault::crashes_on_null_sysex) &&
        *static_cast<const volatile std::uint8_t*>(sysex.buffer) != 0xf0) {
      return;
    }
    return it.effect.voices().take_sysex(sysex.buffer, sysex.size);
  }
  if (header.type == Type::param_mod) {
    return take_modulation(it.effect, reinterpret_cast<const clap::EventParamMod&>(header));
  }
  if (header.type != clap::EventType::param_value) return;
  if (from_flush && is(Fault::ignores_flush)) return;
  const auto& event = reinterpret_cast<const clap::EventParamValue&>(header);
  const clap::Id id = event.param_id;
  if (id == 0 || id > kParams) {
    if (is(Fault::accepts_unknown_parameter)) it.effect.set(0, 0.123);
    return;
  }
  if (!facts_of(id - 1).is_read_only) it.effect.set(id - 1, event.value / kMaximum[id - 1]);
}

void take_events(ClapPlugin& it, const clap::InputEvents* events, bool from_flush) {
  const std::uint32_t count = events->size(events);
  std::uint32_t reached = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (const clap::EventHeader* const header = events->get(events, i)) {
      if (header->time < reached && is(Fault::crashes_on_unsorted_events)) std::abort();
      reached = header->time;
      take_event(it, *header, from_flush);
    }
  }
}

void send_ends(ClapPlugin& it, const clap::OutputEvents* events) {
  NoteName note;
  while (it.effect.voices().take_ended(note)) {
    clap::EventNote end{};
    end.header = {sizeof end, 0, clap::kCoreEventSpaceId, clap::EventType::note_end, {}};
    end.note_id = note.id;
    end.port_index = note.port;
    end.channel = note.channel;
    end.key = note.key;
    (void)events->try_push(events, &end.header);
  }
}

void send_report(ClapPlugin& it, const clap::OutputEvents* events) {
  const auto value = it.effect.report();
  if (!value) return;
  clap::EventParamValue event{};
  event.header = {sizeof event, 0, clap::kCoreEventSpaceId, clap::EventType::param_value, {}};
  event.param_id = 3;
  event.note_id = -1;
  event.port_index = -1;
  event.channel = -1;
  event.key = -1;
  event.value = std::round(*value * kMaximum[2]);
  if (events->try_push(events, &event.header)) it.effect.reported();
}

// -- processing ----------------------------------------------------------------------------------

clap::ProcessStatus process(const clap::Plugin* plugin, const clap::Process* block) {
  ClapPlugin& it = self(plugin);
  if (is(Fault::crashes_without_transport) && block->transport->tempo < 0.0) {
    return clap::ProcessStatus::error;
  }
  if (is(Fault::crashes_on_late_event) && block->in_events->size(block->in_events) == 1 &&
      block->in_events->get(block->in_events, 0)->time > block->frames_count) {
    std::raise(SIGSEGV);
  }
  it.effect.begin_callback();
  take_events(it, block->in_events, false);
  if (block->audio_inputs_count > 0 && block->audio_outputs_count > 0) {
    clap::AudioBuffer& out = block->audio_outputs[0];
    const clap::AudioBuffer& in = block->audio_inputs[0];
    if (out.data64 != nullptr) {
      it.effect.process(in.data64, out.data64, out.channel_count, block->frames_count);
    } else {
      it.effect.process(in.data32, out.data32, out.channel_count, block->frames_count);
    }
    it.offers.share(out.data32, out.channel_count, block->frames_count);
    out.constant_mask = is(Fault::stale_silence_flags) ? ~std::uint64_t{0} : 0;
  }
  if (is(Fault::calls_main_from_audio)) it.host->request_restart(it.host);
  if (is(Fault::calls_main_from_audio) && it.params != nullptr) {
    it.params->rescan(it.host, clap::ParamRescanFlags::values);
  }
  send_ends(it, block->out_events);
  send_report(it, block->out_events);
  if (is(Fault::sends_impossible_note)) {
    clap::EventNote note{};
    note.header = {sizeof note, 0, clap::kCoreEventSpaceId, clap::EventType::note_end, {}};
    note.note_id = -1;
    note.key = 128;
    (void)block->out_events->try_push(block->out_events, &note.header);
  }
  it.effect.end_callback();
  return clap::ProcessStatus::continue_;
}

// -- parameters ----------------------------------------------------------------------------------

bool param_info(const clap::Plugin*, std::uint32_t index, clap::ParamInfo* info) {
  if (index >= kParams) return false;
  const ParamFacts facts = facts_of(index);
  *info = {};
  info->id = index + 1;
  using Flags = clap::ParamInfoFlags;
  info->flags = facts.is_read_only ? Flags::is_readonly : Flags::is_automatable;
  if (facts.is_bypass) info->flags |= Flags::is_bypass;
  if (index == 0) info->flags |= Flags::is_modulatable | Flags::is_modulatable_per_note_id;
  if (facts.steps > 0) info->flags |= Flags::is_stepped;
  std::snprintf(info->name, sizeof info->name, "%s", facts.name);
  info->max_value = kMaximum[index];
  info->default_value = facts.default_value * kMaximum[index];
  return true;
}

bool param_value(const clap::Plugin* plugin, clap::Id id, double* value) {
  if (id == 0 || id > kParams) return false;
  *value = self(plugin).effect.value(id - 1) * kMaximum[id - 1];
  if (id > 2) *value = std::round(*value);
  return true;
}

bool to_text(const clap::Plugin* plugin, clap::Id id, double value, char* text,
             std::uint32_t room) {
  if (id == 0 || id > kParams || room == 0) return false;
  const std::string written = self(plugin).effect.text_of(id - 1, value / kMaximum[id - 1]);
  std::snprintf(text, room, "%s", written.c_str());
  return true;
}

bool to_value(const clap::Plugin* plugin, clap::Id id, const char* text, double* value) {
  if (id == 0 || id > kParams) return false;
  const auto read = self(plugin).effect.value_of(id - 1, text);
  if (read) *value = *read * kMaximum[id - 1];
  return read.has_value();
}

void flush(const clap::Plugin* plugin, const clap::InputEvents* in, const clap::OutputEvents* out) {
  take_events(self(plugin), in, true);
  send_report(self(plugin), out);
}

// -- state ---------------------------------------------------------------------------------------

bool save_for(const clap::Plugin* plugin, const clap::OStream* stream,
              clap::StateContextType context) {
  if (is(Fault::state_not_implemented)) return false;
  ClapPlugin& it = self(plugin);
  const double gain = it.effect.value(0);
  if (is(Fault::preset_not_saved) && it.gain_before_preset)
    it.effect.set(0, *it.gain_before_preset);
  auto bytes = it.effect.save();
  it.effect.set(0, gain);
  if (is(Fault::saves_indication) && it.offers.is_shown) bytes.back() ^= std::byte{1};
  if (is(Fault::preset_context_of_its_own) && context == clap::StateContextType::for_preset) {
    std::memcpy(bytes.data(), "PRE2", 4);
  }
  std::size_t done = 0;
  while (done < bytes.size()) {
    const std::int64_t count = stream->write(stream, bytes.data() + done, bytes.size() - done);
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

bool load_for(const clap::Plugin* plugin, const clap::IStream* stream,
              clap::StateContextType context) {
  if (is(Fault::duplicate_refused) && context == clap::StateContextType::for_duplicate) {
    return false;
  }
  ClapPlugin& it = self(plugin);
  std::vector<std::byte> bytes;
  std::byte part[64];
  for (;;) {
    const std::int64_t count = stream->read(stream, part, sizeof part);
    if (count < 0) return false;
    bytes.insert(bytes.end(), part, part + count);
    if (count == 0 || is(Fault::reads_state_at_once) || bytes.size() > 4096) break;
  }
  if (is(Fault::preset_context_of_its_own) && context == clap::StateContextType::for_preset &&
      bytes.size() >= 4 && std::memcmp(bytes.data(), "PRE2", 4) == 0) {
    std::memcpy(bytes.data(), "FLT2", 4);
  }
  if (!it.effect.load(bytes)) return false;
  if (it.params != nullptr) it.params->rescan(it.host, clap::ParamRescanFlags::values);
  return true;
}

/// state-context's own.
bool save_in_context(const clap::Plugin* plugin, const clap::OStream* stream,
                     clap::StateContextType context) {
  if (!is(Fault::context_loses_gain) || context != clap::StateContextType::for_project) {
    return save_for(plugin, stream, context);
  }
  Effect& effect = self(plugin).effect;
  const double gain = effect.value(0);
  effect.set(0, 0.5);
  const bool is_saved = save_for(plugin, stream, context);
  effect.set(0, gain);
  return is_saved;
}

bool save(const clap::Plugin* plugin, const clap::OStream* stream) {
  return save_for(plugin, stream, clap::StateContextType::for_project);
}

bool load(const clap::Plugin* plugin, const clap::IStream* stream) {
  return load_for(plugin, stream, clap::StateContextType::for_project);
}

// -- ports ---------------------------------------------------------------------------------------

bool audio_port(const clap::Plugin*, std::uint32_t index, bool, clap::AudioPortInfo* info) {
  if (index != 0) return false;
  *info = {};
  std::snprintf(info->name, sizeof info->name, "Main");
  info->flags = clap::AudioPortFlags::is_main | clap::AudioPortFlags::supports_64bits |
                clap::AudioPortFlags::requires_common_sample_size;
  info->channel_count = Effect::kChannels;
  info->port_type = clap::kPortStereo;
  info->in_place_pair = 0;
  return true;
}

// Two configurations with the same ports.
bool configuration(const clap::Plugin*, std::uint32_t index, clap::AudioPortsConfig* config) {
  if (index > 1) return false;
  *config = {};
  config->id = index;
  std::snprintf(config->name, sizeof config->name, "Stereo %u", index + 1);
  config->input_port_count = config->output_port_count = 1;
  config->has_main_input = config->has_main_output = true;
  config->main_input_channel_count = config->main_output_channel_count = Effect::kChannels;
  config->main_input_port_type = config->main_output_port_type = clap::kPortStereo;
  return true;
}

bool select_configuration(const clap::Plugin* plugin, clap::Id id) {
  if (id > 1 || self(plugin).effect.is_active()) return false;
  self(plugin).configuration = id;
  return true;
}

clap::Id current_configuration(const clap::Plugin* plugin) {
  return is(Fault::configuration_not_followed) ? 0 : self(plugin).configuration;
}

bool configured_port(const clap::Plugin* plugin, clap::Id id, std::uint32_t index, bool is_input,
                     clap::AudioPortInfo* info) {
  if (id > 1 || !audio_port(plugin, index, is_input, info)) return false;
  if (is(Fault::configuration_misdescribed)) info->channel_count = 1;
  return true;
}

std::uint32_t channel_map(const clap::Plugin*, bool, std::uint32_t port, clap::SurroundChannel* map,
                          std::uint32_t room) {
  const std::uint32_t count = is(Fault::channel_map_too_long) ? 6 : Effect::kChannels;
  if (port != 0 || (room < count && !is(Fault::channel_map_too_long))) return 0;
  for (std::uint32_t i = 0; i < count; ++i) map[i] = static_cast<clap::SurroundChannel>(i);
  return count;
}

bool note_port(const clap::Plugin*, std::uint32_t index, bool is_input, clap::NotePortInfo* info) {
  if (!is_input || index != 0) return false;
  *info = {};
  info->supported_dialects = clap::NoteDialect::clap;
  info->preferred_dialect =
      is(Fault::prefers_unsupported_dialect) ? clap::NoteDialect::midi : clap::NoteDialect::clap;
  std::snprintf(info->name, sizeof info->name, "Notes");
  return true;
}

// -- tables --------------------------------------------------------------------------------------

constexpr clap::PluginTrackInfo kTrackInfo{changed};
constexpr clap::PluginParams kParamsTable{
    [](const clap::Plugin*) { return std::uint32_t{kParams}; },
    param_info,
    param_value,
    to_text,
    to_value,
    flush};
constexpr clap::PluginState kState{save, load};
constexpr clap::PluginStateContext kStateContext{save_in_context, load_for};
constexpr clap::PluginLatency kLatency{
    [](const clap::Plugin* plugin) { return self(plugin).effect.latency(); }};
constexpr clap::PluginTail kTail{[](const clap::Plugin*) { return Effect::kEcho; }};
constexpr clap::PluginAudioPorts kAudioPorts{
    [](const clap::Plugin*, bool) { return std::uint32_t{1}; }, audio_port};
constexpr clap::PluginAudioPortsConfig kConfigurations{
    [](const clap::Plugin*) { return std::uint32_t{2}; }, configuration, select_configuration};
constexpr clap::PluginAudioPortsConfigInfo kConfigurationInfo{current_configuration,
                                                              configured_port};
constexpr clap::PluginSurround kSurround{
    [](const clap::Plugin*, std::uint64_t mask) { return mask == 3; }, channel_map};
constexpr clap::PluginNotePorts kNotePorts{
    [](const clap::Plugin*, bool is_input) { return std::uint32_t{is_input ? 1u : 0u}; },
    note_port};
constexpr clap::PluginTimerSupport kTimers{
    [](const clap::Plugin* plugin, clap::Id) { self(plugin).effect.idle_editor(); }};

const void* get_extension(const clap::Plugin*, const char* id) {
  const std::string_view name(id);
  if (name == clap::kExtTrackInfo && !is(Fault::old_track_id_only)) return &kTrackInfo;
  if (name == clap::kExtTrackInfoCompat) return &kTrackInfo;
  if (name == clap::kExtParams) return &kParamsTable;
  if (name == clap::kExtState && !is(Fault::context_without_state)) return &kState;
  if (name == clap::kExtStateContext) return &kStateContext;
  if (name == clap::kExtTail) return &kTail;
  if (name == clap::kExtLatency) return &kLatency;
  if (name == clap::kExtAudioPorts) return &kAudioPorts;
  if (name == clap::kExtAudioPortsConfig) return &kConfigurations;
  if (name == clap::kExtAudioPortsConfigInfo || name == clap::kExtAudioPortsConfigInfoCompat) {
    return &kConfigurationInfo;
  }
  if (name == clap::kExtSurround || name == clap::kExtSurroundCompat) return &kSurround;
  if (name == clap::kExtNotePorts) return &kNotePorts;
  if (name == clap::kExtTimerSupport) return &kTimers;
  if (name == clap::kExtGui) return &gui_table();
  if (const void* const table = ClapOffers::find(name)) return table;
  if (name == clap::kExtPresetLoad || name == clap::kExtPresetLoadCompat) return &preset_table();
  return is(Fault::answers_unknown_interfaces) ? &kState : nullptr;
}

// -- life ----------------------------------------------------------------------------------------

bool init(const clap::Plugin* plugin) {
  ClapPlugin& it = self(plugin);
  it.track_info = host_table<clap::HostTrackInfo>(it.host, clap::kExtTrackInfo);
  if (it.track_info == nullptr) {
    it.track_info = host_table<clap::HostTrackInfo>(it.host, clap::kExtTrackInfoCompat);
  }
  it.params = host_table<clap::HostParams>(it.host, clap::kExtParams);
  it.timers = host_table<clap::HostTimerSupport>(it.host, clap::kExtTimerSupport);
  it.host_gui = host_table<clap::HostGui>(it.host, clap::kExtGui);
  it.offers.connect(*it.host);
  changed(plugin);
  return true;
}

bool activate(const clap::Plugin* plugin, double, std::uint32_t, std::uint32_t) {
  changed(plugin);
  self(plugin).effect.activate();
  return true;
}

constexpr const char* kFeatures[] = {"audio-effect", "utility", nullptr};
constexpr clap::PluginDescriptor kDescriptor{
    clap::kVersion, "org.attacca.faulty", "Faulty", "Attacca", "", "", "", "1.0", "", kFeatures};

const clap::Plugin* create(const clap::PluginFactory*, const clap::Host* host, const char* id) {
  if (std::string_view(id) != kDescriptor.id && !is(Fault::factory_takes_any_id)) return nullptr;
  auto* const it = new ClapPlugin;
  it->host = host;
  it->plugin = {&kDescriptor,
                it,
                init,
                [](const clap::Plugin* plugin) { delete &self(plugin); },
                activate,
                [](const clap::Plugin* plugin) { self(plugin).effect.deactivate(); },
                [](const clap::Plugin*) { return true; },
                [](const clap::Plugin*) {},
                [](const clap::Plugin* plugin) { self(plugin).effect.reset(); },
                process,
                get_extension,
                [](const clap::Plugin*) {}};
  return &it->plugin;
}

constexpr clap::PluginFactory kFactory{[](const clap::PluginFactory*) { return std::uint32_t{1}; },
                                       [](const clap::PluginFactory*, std::uint32_t index) {
                                         return index == 0 ? &kDescriptor : nullptr;
                                       },
                                       create};

}  // namespace
}  // namespace attacca::faulty

extern "C" [[gnu::visibility("default")]] const attacca::clap::PluginEntry clap_entry;
const attacca::clap::PluginEntry clap_entry{
    attacca::clap::kVersion, [](const char*) { return true; }, [] {},
    [](const char* id) -> const void* {
      if (std::string_view(id) == attacca::clap::kPresetDiscoveryFactoryId) {
        return &attacca::faulty::preset_factory();
      }
      const bool is_ours = std::string_view(id) == attacca::clap::kPluginFactoryId;
      return is_ours ? &attacca::faulty::kFactory : nullptr;
    }};
