// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Written by scripts/abi/clap_layout.py from measured facts about CLAP 1.2.10; not by hand.

#include <cstddef>
#include <cstdint>

#include "abi/clap/ext/draft/extensible_audio_ports.hpp"
#include "abi/clap/ext/draft/gain_adjustment_metering.hpp"
#include "abi/clap/ext/draft/mini_curve_display.hpp"
#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/draft/resource_directory.hpp"
#include "abi/clap/ext/draft/transport_control.hpp"
#include "abi/clap/ext/draft/triggers.hpp"
#include "abi/clap/ext/draft/tuning.hpp"
#include "abi/clap/ext/draft/undo.hpp"
#include "abi/clap/ext/draft/webview.hpp"
#include "tests/abi/clap/layout.hpp"

namespace attacca::clap {

STRUCT(EventTuning, 24, 4);
FIELD(EventTuning, header, 0, 16, EventHeader);
FIELD(EventTuning, port_index, 16, 2, std::int16_t);
FIELD(EventTuning, channel, 18, 2, std::int16_t);
FIELD(EventTuning, tunning_id, 20, 4, std::uint32_t);

STRUCT(TuningInfo, 264, 4);
FIELD(TuningInfo, tuning_id, 0, 4, std::uint32_t);
FIELD(TuningInfo, name, 4, 256, char[256]);
FIELD(TuningInfo, is_dynamic, 260, 1, bool);

STRUCT(PluginTuning, 8, 8);
FIELD(PluginTuning, changed, 0, 8, void (*)(const Plugin*));

STRUCT(HostTuning, 32, 8);
FIELD(HostTuning, get_relative, 0, 8,
      double (*)(const Host*, std::uint32_t, std::int32_t, std::int32_t, std::uint32_t));
FIELD(HostTuning, should_play, 8, 8,
      bool (*)(const Host*, std::uint32_t, std::int32_t, std::int32_t));
FIELD(HostTuning, get_tuning_count, 16, 8, std::uint32_t (*)(const Host*));
FIELD(HostTuning, get_info, 24, 8, bool (*)(const Host*, std::uint32_t, TuningInfo*));

STRUCT(UndoDeltaProperties, 8, 4);
FIELD(UndoDeltaProperties, has_delta, 0, 1, bool);
FIELD(UndoDeltaProperties, are_deltas_persistent, 1, 1, bool);
FIELD(UndoDeltaProperties, format_version, 4, 4, std::uint32_t);

STRUCT(PluginUndoDelta, 32, 8);
FIELD(PluginUndoDelta, get_delta_properties, 0, 8, void (*)(const Plugin*, UndoDeltaProperties*));
FIELD(PluginUndoDelta, can_use_delta_format_version, 8, 8, bool (*)(const Plugin*, std::uint32_t));
FIELD(PluginUndoDelta, undo, 16, 8,
      bool (*)(const Plugin*, std::uint32_t, const void*, std::size_t));
FIELD(PluginUndoDelta, redo, 24, 8,
      bool (*)(const Plugin*, std::uint32_t, const void*, std::size_t));

STRUCT(PluginUndoContext, 32, 8);
FIELD(PluginUndoContext, set_can_undo, 0, 8, void (*)(const Plugin*, bool));
FIELD(PluginUndoContext, set_can_redo, 8, 8, void (*)(const Plugin*, bool));
FIELD(PluginUndoContext, set_undo_name, 16, 8, void (*)(const Plugin*, const char*));
FIELD(PluginUndoContext, set_redo_name, 24, 8, void (*)(const Plugin*, const char*));

STRUCT(HostUndo, 48, 8);
FIELD(HostUndo, begin_change, 0, 8, void (*)(const Host*));
FIELD(HostUndo, cancel_change, 8, 8, void (*)(const Host*));
FIELD(HostUndo, change_made, 16, 8,
      void (*)(const Host*, const char*, const void*, std::size_t, bool));
FIELD(HostUndo, request_undo, 24, 8, void (*)(const Host*));
FIELD(HostUndo, request_redo, 32, 8, void (*)(const Host*));
FIELD(HostUndo, set_wants_context_updates, 40, 8, void (*)(const Host*, bool));

STRUCT(ProjectLocationElement, 1304, 8);
FIELD(ProjectLocationElement, flags, 0, 8, std::uint64_t);
FIELD(ProjectLocationElement, kind, 8, 4, std::uint32_t);
FIELD(ProjectLocationElement, track_kind, 12, 4, std::uint32_t);
FIELD(ProjectLocationElement, index, 16, 4, std::uint32_t);
FIELD(ProjectLocationElement, id, 20, 1024, char[1024]);
FIELD(ProjectLocationElement, name, 1044, 256, char[256]);
FIELD(ProjectLocationElement, color, 1300, 4, Color);

STRUCT(PluginProjectLocation, 8, 8);
FIELD(PluginProjectLocation, set, 0, 8,
      void (*)(const Plugin*, const ProjectLocationElement*, std::uint32_t));

STRUCT(MiniCurveDisplayCurveHints, 32, 8);
FIELD(MiniCurveDisplayCurveHints, x_min, 0, 8, double);
FIELD(MiniCurveDisplayCurveHints, x_max, 8, 8, double);
FIELD(MiniCurveDisplayCurveHints, y_min, 16, 8, double);
FIELD(MiniCurveDisplayCurveHints, y_max, 24, 8, double);

STRUCT(MiniCurveDisplayCurveData, 24, 8);
FIELD(MiniCurveDisplayCurveData, curve_kind, 0, 4, std::int32_t);
FIELD(MiniCurveDisplayCurveData, values, 8, 8, std::uint16_t*);
FIELD(MiniCurveDisplayCurveData, values_count, 16, 4, std::uint32_t);

STRUCT(PluginMiniCurveDisplay, 32, 8);
FIELD(PluginMiniCurveDisplay, get_curve_count, 0, 8, std::uint32_t (*)(const Plugin*));
FIELD(PluginMiniCurveDisplay, render, 8, 8,
      std::uint32_t (*)(const Plugin*, MiniCurveDisplayCurveData*, std::uint32_t));
FIELD(PluginMiniCurveDisplay, set_observed, 16, 8, void (*)(const Plugin*, bool));
FIELD(PluginMiniCurveDisplay, get_axis_name, 24, 8,
      bool (*)(const Plugin*, std::uint32_t, char*, char*, std::uint32_t));

STRUCT(HostMiniCurveDisplay, 24, 8);
FIELD(HostMiniCurveDisplay, get_hints, 0, 8,
      bool (*)(const Host*, std::uint32_t, MiniCurveDisplayCurveHints*));
FIELD(HostMiniCurveDisplay, set_dynamic, 8, 8, void (*)(const Host*, bool));
FIELD(HostMiniCurveDisplay, changed, 16, 8, void (*)(const Host*, std::uint32_t));

STRUCT(PluginGainAdjustmentMetering, 8, 8);
FIELD(PluginGainAdjustmentMetering, get, 0, 8, double (*)(const Plugin*));

STRUCT(HostTransportControl, 104, 8);
FIELD(HostTransportControl, request_start, 0, 8, void (*)(const Host*));
FIELD(HostTransportControl, request_stop, 8, 8, void (*)(const Host*));
FIELD(HostTransportControl, request_continue, 16, 8, void (*)(const Host*));
FIELD(HostTransportControl, request_pause, 24, 8, void (*)(const Host*));
FIELD(HostTransportControl, request_toggle_play, 32, 8, void (*)(const Host*));
FIELD(HostTransportControl, request_jump, 40, 8, void (*)(const Host*, std::int64_t));
FIELD(HostTransportControl, request_loop_region, 48, 8,
      void (*)(const Host*, std::int64_t, std::int64_t));
FIELD(HostTransportControl, request_toggle_loop, 56, 8, void (*)(const Host*));
FIELD(HostTransportControl, request_enable_loop, 64, 8, void (*)(const Host*, bool));
FIELD(HostTransportControl, request_record, 72, 8, void (*)(const Host*, bool));
FIELD(HostTransportControl, request_toggle_record, 80, 8, void (*)(const Host*));
FIELD(HostTransportControl, request_tempo, 88, 8, void (*)(const Host*, double));
FIELD(HostTransportControl, request_time_signature, 96, 8,
      void (*)(const Host*, std::uint16_t, std::uint16_t));

STRUCT(EventTrigger, 48, 8);
FIELD(EventTrigger, header, 0, 16, EventHeader);
FIELD(EventTrigger, trigger_id, 16, 4, std::uint32_t);
FIELD(EventTrigger, cookie, 24, 8, void*);
FIELD(EventTrigger, note_id, 32, 4, std::int32_t);
FIELD(EventTrigger, port_index, 36, 2, std::int16_t);
FIELD(EventTrigger, channel, 38, 2, std::int16_t);
FIELD(EventTrigger, key, 40, 2, std::int16_t);

STRUCT(TriggerInfo, 1296, 8);
FIELD(TriggerInfo, id, 0, 4, std::uint32_t);
FIELD(TriggerInfo, flags, 4, 4, std::uint32_t);
FIELD(TriggerInfo, cookie, 8, 8, void*);
FIELD(TriggerInfo, name, 16, 256, char[256]);
FIELD(TriggerInfo, module, 272, 1024, char[1024]);

STRUCT(PluginTriggers, 16, 8);
FIELD(PluginTriggers, count, 0, 8, std::uint32_t (*)(const Plugin*));
FIELD(PluginTriggers, get_info, 8, 8, bool (*)(const Plugin*, std::uint32_t, TriggerInfo*));

STRUCT(HostTriggers, 16, 8);
FIELD(HostTriggers, rescan, 0, 8, void (*)(const Host*, std::uint32_t));
FIELD(HostTriggers, clear, 8, 8, void (*)(const Host*, std::uint32_t, std::uint32_t));

STRUCT(PluginWebview, 24, 8);
FIELD(PluginWebview, get_uri, 0, 8, std::int32_t (*)(const Plugin*, char*, std::uint32_t));
FIELD(PluginWebview, get_resource, 8, 8,
      bool (*)(const Plugin*, const char*, char*, std::uint32_t, const OStream*));
FIELD(PluginWebview, receive, 16, 8, bool (*)(const Plugin*, const void*, std::uint32_t));

STRUCT(HostWebview, 8, 8);
FIELD(HostWebview, send, 0, 8, bool (*)(const Host*, const void*, std::uint32_t));

STRUCT(PluginExtensibleAudioPorts, 16, 8);
FIELD(PluginExtensibleAudioPorts, add_port, 0, 8,
      bool (*)(const Plugin*, bool, std::uint32_t, const char*, const void*));
FIELD(PluginExtensibleAudioPorts, remove_port, 8, 8, bool (*)(const Plugin*, bool, std::uint32_t));

STRUCT(PluginResourceDirectory, 32, 8);
FIELD(PluginResourceDirectory, set_directory, 0, 8, void (*)(const Plugin*, const char*, bool));
FIELD(PluginResourceDirectory, collect, 8, 8, void (*)(const Plugin*, bool));
FIELD(PluginResourceDirectory, get_files_count, 16, 8, std::uint32_t (*)(const Plugin*));
FIELD(PluginResourceDirectory, get_file_path, 24, 8,
      std::int32_t (*)(const Plugin*, std::uint32_t, char*, std::uint32_t));

STRUCT(HostResourceDirectory, 16, 8);
FIELD(HostResourceDirectory, request_directory, 0, 8, bool (*)(const Host*, bool));
FIELD(HostResourceDirectory, release_directory, 8, 8, void (*)(const Host*, bool));

}  // namespace attacca::clap
