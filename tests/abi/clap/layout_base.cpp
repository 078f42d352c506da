// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Written by scripts/abi/clap_layout.py from measured facts about CLAP 1.2.10; not by hand.

#include <cstddef>
#include <cstdint>

#include "abi/clap/audio_buffer.hpp"
#include "abi/clap/color.hpp"
#include "abi/clap/entry.hpp"
#include "abi/clap/events.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/process.hpp"
#include "abi/clap/stream.hpp"
#include "abi/clap/universal_plugin_id.hpp"
#include "abi/clap/version.hpp"
#include "tests/abi/clap/layout.hpp"

namespace attacca::clap {

STRUCT(Version, 12, 4);
FIELD(Version, major, 0, 4, std::uint32_t);
FIELD(Version, minor, 4, 4, std::uint32_t);
FIELD(Version, revision, 8, 4, std::uint32_t);

STRUCT(PluginEntry, 40, 8);
FIELD(PluginEntry, clap_version, 0, 12, Version);
FIELD(PluginEntry, init, 16, 8, bool (*)(const char*));
FIELD(PluginEntry, deinit, 24, 8, void (*)());
FIELD(PluginEntry, get_factory, 32, 8, const void* (*)(const char*));

STRUCT(Host, 88, 8);
FIELD(Host, clap_version, 0, 12, Version);
FIELD(Host, host_data, 16, 8, void*);
FIELD(Host, name, 24, 8, const char*);
FIELD(Host, vendor, 32, 8, const char*);
FIELD(Host, url, 40, 8, const char*);
FIELD(Host, version, 48, 8, const char*);
FIELD(Host, get_extension, 56, 8, const void* (*)(const Host*, const char*));
FIELD(Host, request_restart, 64, 8, void (*)(const Host*));
FIELD(Host, request_process, 72, 8, void (*)(const Host*));
FIELD(Host, request_callback, 80, 8, void (*)(const Host*));

STRUCT(EventHeader, 16, 4);
FIELD(EventHeader, size, 0, 4, std::uint32_t);
FIELD(EventHeader, time, 4, 4, std::uint32_t);
FIELD(EventHeader, space_id, 8, 2, std::uint16_t);
FIELD(EventHeader, type, 10, 2, std::uint16_t);
FIELD(EventHeader, flags, 12, 4, std::uint32_t);

STRUCT(EventNote, 40, 8);
FIELD(EventNote, header, 0, 16, EventHeader);
FIELD(EventNote, note_id, 16, 4, std::int32_t);
FIELD(EventNote, port_index, 20, 2, std::int16_t);
FIELD(EventNote, channel, 22, 2, std::int16_t);
FIELD(EventNote, key, 24, 2, std::int16_t);
FIELD(EventNote, velocity, 32, 8, double);

STRUCT(EventNoteExpression, 40, 8);
FIELD(EventNoteExpression, header, 0, 16, EventHeader);
FIELD(EventNoteExpression, expression_id, 16, 4, std::int32_t);
FIELD(EventNoteExpression, note_id, 20, 4, std::int32_t);
FIELD(EventNoteExpression, port_index, 24, 2, std::int16_t);
FIELD(EventNoteExpression, channel, 26, 2, std::int16_t);
FIELD(EventNoteExpression, key, 28, 2, std::int16_t);
FIELD(EventNoteExpression, value, 32, 8, double);

STRUCT(EventParamValue, 56, 8);
FIELD(EventParamValue, header, 0, 16, EventHeader);
FIELD(EventParamValue, param_id, 16, 4, std::uint32_t);
FIELD(EventParamValue, cookie, 24, 8, void*);
FIELD(EventParamValue, note_id, 32, 4, std::int32_t);
FIELD(EventParamValue, port_index, 36, 2, std::int16_t);
FIELD(EventParamValue, channel, 38, 2, std::int16_t);
FIELD(EventParamValue, key, 40, 2, std::int16_t);
FIELD(EventParamValue, value, 48, 8, double);

STRUCT(EventParamMod, 56, 8);
FIELD(EventParamMod, header, 0, 16, EventHeader);
FIELD(EventParamMod, param_id, 16, 4, std::uint32_t);
FIELD(EventParamMod, cookie, 24, 8, void*);
FIELD(EventParamMod, note_id, 32, 4, std::int32_t);
FIELD(EventParamMod, port_index, 36, 2, std::int16_t);
FIELD(EventParamMod, channel, 38, 2, std::int16_t);
FIELD(EventParamMod, key, 40, 2, std::int16_t);
FIELD(EventParamMod, amount, 48, 8, double);

STRUCT(EventParamGesture, 20, 4);
FIELD(EventParamGesture, header, 0, 16, EventHeader);
FIELD(EventParamGesture, param_id, 16, 4, std::uint32_t);

STRUCT(EventTransport, 104, 8);
FIELD(EventTransport, header, 0, 16, EventHeader);
FIELD(EventTransport, flags, 16, 4, std::uint32_t);
FIELD(EventTransport, song_pos_beats, 24, 8, std::int64_t);
FIELD(EventTransport, song_pos_seconds, 32, 8, std::int64_t);
FIELD(EventTransport, tempo, 40, 8, double);
FIELD(EventTransport, tempo_inc, 48, 8, double);
FIELD(EventTransport, loop_start_beats, 56, 8, std::int64_t);
FIELD(EventTransport, loop_end_beats, 64, 8, std::int64_t);
FIELD(EventTransport, loop_start_seconds, 72, 8, std::int64_t);
FIELD(EventTransport, loop_end_seconds, 80, 8, std::int64_t);
FIELD(EventTransport, bar_start, 88, 8, std::int64_t);
FIELD(EventTransport, bar_number, 96, 4, std::int32_t);
FIELD(EventTransport, tsig_num, 100, 2, std::uint16_t);
FIELD(EventTransport, tsig_denom, 102, 2, std::uint16_t);

STRUCT(EventMidi, 24, 4);
FIELD(EventMidi, header, 0, 16, EventHeader);
FIELD(EventMidi, port_index, 16, 2, std::uint16_t);
FIELD(EventMidi, data, 18, 3, std::uint8_t[3]);

STRUCT(EventMidiSysex, 40, 8);
FIELD(EventMidiSysex, header, 0, 16, EventHeader);
FIELD(EventMidiSysex, port_index, 16, 2, std::uint16_t);
FIELD(EventMidiSysex, buffer, 24, 8, const std::uint8_t*);
FIELD(EventMidiSysex, size, 32, 4, std::uint32_t);

STRUCT(EventMidi2, 36, 4);
FIELD(EventMidi2, header, 0, 16, EventHeader);
FIELD(EventMidi2, port_index, 16, 2, std::uint16_t);
FIELD(EventMidi2, data, 20, 16, std::uint32_t[4]);

STRUCT(InputEvents, 24, 8);
FIELD(InputEvents, ctx, 0, 8, void*);
FIELD(InputEvents, size, 8, 8, std::uint32_t (*)(const InputEvents*));
FIELD(InputEvents, get, 16, 8, const EventHeader* (*)(const InputEvents*, std::uint32_t));

STRUCT(OutputEvents, 16, 8);
FIELD(OutputEvents, ctx, 0, 8, void*);
FIELD(OutputEvents, try_push, 8, 8, bool (*)(const OutputEvents*, const EventHeader*));

STRUCT(AudioBuffer, 32, 8);
FIELD(AudioBuffer, data32, 0, 8, float**);
FIELD(AudioBuffer, data64, 8, 8, double**);
FIELD(AudioBuffer, channel_count, 16, 4, std::uint32_t);
FIELD(AudioBuffer, latency, 20, 4, std::uint32_t);
FIELD(AudioBuffer, constant_mask, 24, 8, std::uint64_t);

STRUCT(Process, 64, 8);
FIELD(Process, steady_time, 0, 8, std::int64_t);
FIELD(Process, frames_count, 8, 4, std::uint32_t);
FIELD(Process, transport, 16, 8, const EventTransport*);
FIELD(Process, audio_inputs, 24, 8, const AudioBuffer*);
FIELD(Process, audio_outputs, 32, 8, AudioBuffer*);
FIELD(Process, audio_inputs_count, 40, 4, std::uint32_t);
FIELD(Process, audio_outputs_count, 44, 4, std::uint32_t);
FIELD(Process, in_events, 48, 8, const InputEvents*);
FIELD(Process, out_events, 56, 8, const OutputEvents*);

STRUCT(PluginDescriptor, 88, 8);
FIELD(PluginDescriptor, clap_version, 0, 12, Version);
FIELD(PluginDescriptor, id, 16, 8, const char*);
FIELD(PluginDescriptor, name, 24, 8, const char*);
FIELD(PluginDescriptor, vendor, 32, 8, const char*);
FIELD(PluginDescriptor, url, 40, 8, const char*);
FIELD(PluginDescriptor, manual_url, 48, 8, const char*);
FIELD(PluginDescriptor, support_url, 56, 8, const char*);
FIELD(PluginDescriptor, version, 64, 8, const char*);
FIELD(PluginDescriptor, description, 72, 8, const char*);
FIELD(PluginDescriptor, features, 80, 8, const char* const*);

STRUCT(Plugin, 96, 8);
FIELD(Plugin, desc, 0, 8, const PluginDescriptor*);
FIELD(Plugin, plugin_data, 8, 8, void*);
FIELD(Plugin, init, 16, 8, bool (*)(const Plugin*));
FIELD(Plugin, destroy, 24, 8, void (*)(const Plugin*));
FIELD(Plugin, activate, 32, 8, bool (*)(const Plugin*, double, std::uint32_t, std::uint32_t));
FIELD(Plugin, deactivate, 40, 8, void (*)(const Plugin*));
FIELD(Plugin, start_processing, 48, 8, bool (*)(const Plugin*));
FIELD(Plugin, stop_processing, 56, 8, void (*)(const Plugin*));
FIELD(Plugin, reset, 64, 8, void (*)(const Plugin*));
FIELD(Plugin, process, 72, 8, std::int32_t (*)(const Plugin*, const Process*));
FIELD(Plugin, get_extension, 80, 8, const void* (*)(const Plugin*, const char*));
FIELD(Plugin, on_main_thread, 88, 8, void (*)(const Plugin*));

STRUCT(PluginFactory, 24, 8);
FIELD(PluginFactory, get_plugin_count, 0, 8, std::uint32_t (*)(const PluginFactory*));
FIELD(PluginFactory, get_plugin_descriptor, 8, 8,
      const PluginDescriptor* (*)(const PluginFactory*, std::uint32_t));
FIELD(PluginFactory, create_plugin, 16, 8,
      const Plugin* (*)(const PluginFactory*, const Host*, const char*));

STRUCT(UniversalPluginId, 16, 8);
FIELD(UniversalPluginId, abi, 0, 8, const char*);
FIELD(UniversalPluginId, id, 8, 8, const char*);

STRUCT(Color, 4, 1);
FIELD(Color, alpha, 0, 1, std::uint8_t);
FIELD(Color, red, 1, 1, std::uint8_t);
FIELD(Color, green, 2, 1, std::uint8_t);
FIELD(Color, blue, 3, 1, std::uint8_t);

STRUCT(IStream, 16, 8);
FIELD(IStream, ctx, 0, 8, void*);
FIELD(IStream, read, 8, 8, std::int64_t (*)(const IStream*, void*, std::uint64_t));

STRUCT(OStream, 16, 8);
FIELD(OStream, ctx, 0, 8, void*);
FIELD(OStream, write, 8, 8, std::int64_t (*)(const OStream*, const void*, std::uint64_t));

}  // namespace attacca::clap
