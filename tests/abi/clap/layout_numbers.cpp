// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Written by scripts/abi/clap_layout.py from measured facts about CLAP 1.2.10; not by hand.

#include "abi/clap/audio_buffer.hpp"
#include "abi/clap/color.hpp"
#include "abi/clap/entry.hpp"
#include "abi/clap/events.hpp"
#include "abi/clap/ext/ambisonic.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/audio_ports_activation.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "abi/clap/ext/configurable_audio_ports.hpp"
#include "abi/clap/ext/context_menu.hpp"
#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/draft/undo.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/log.hpp"
#include "abi/clap/ext/note_name.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/ext/param_indication.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/posix_fd_support.hpp"
#include "abi/clap/ext/preset_load.hpp"
#include "abi/clap/ext/remote_controls.hpp"
#include "abi/clap/ext/render.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/state_context.hpp"
#include "abi/clap/ext/surround.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/thread_check.hpp"
#include "abi/clap/ext/thread_pool.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/ext/voice_info.hpp"
#include "abi/clap/factory/preset_discovery.hpp"
#include "abi/clap/factory/preset_location_kind.hpp"
#include "abi/clap/fixed_point.hpp"
#include "abi/clap/flags.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/id.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/plugin_features.hpp"
#include "abi/clap/port_type.hpp"
#include "abi/clap/process.hpp"
#include "abi/clap/query.hpp"
#include "abi/clap/stream.hpp"
#include "abi/clap/string_sizes.hpp"
#include "abi/clap/timestamp.hpp"
#include "abi/clap/universal_plugin_id.hpp"
#include "abi/clap/version.hpp"
#include "tests/abi/clap/layout.hpp"

namespace attacca::clap {

VALUE(kVersionMajor, 1);
VALUE(kVersionMinor, 2);
VALUE(kVersionRevision, 10);

VALUE(kNameSize, 256);
VALUE(kPathSize, 1024);

VALUE(kInvalidId, 4294967295);

VALUE(kBeatTimeFactor, 2147483648);
VALUE(kSecTimeFactor, 2147483648);

VALUE(kTimestampUnknown, 0);

VALUE(kCoreEventSpaceId, 0);

FLAGS(EventFlags);
VALUE(EventFlags::is_live, 1);
VALUE(EventFlags::dont_record, 2);

NO_FLAGS(EventType);
VALUE(EventType::note_on, 0);
VALUE(EventType::note_off, 1);
VALUE(EventType::note_choke, 2);
VALUE(EventType::note_end, 3);
VALUE(EventType::note_expression, 4);
VALUE(EventType::param_value, 5);
VALUE(EventType::param_mod, 6);
VALUE(EventType::param_gesture_begin, 7);
VALUE(EventType::param_gesture_end, 8);
VALUE(EventType::transport, 9);
VALUE(EventType::midi, 10);
VALUE(EventType::midi_sysex, 11);
VALUE(EventType::midi2, 12);

NO_FLAGS(NoteExpression);
VALUE(NoteExpression::volume, 0);
VALUE(NoteExpression::pan, 1);
VALUE(NoteExpression::tuning, 2);
VALUE(NoteExpression::vibrato, 3);
VALUE(NoteExpression::expression, 4);
VALUE(NoteExpression::brightness, 5);
VALUE(NoteExpression::pressure, 6);

FLAGS(TransportFlags);
VALUE(TransportFlags::has_tempo, 1);
VALUE(TransportFlags::has_beats_timeline, 2);
VALUE(TransportFlags::has_seconds_timeline, 4);
VALUE(TransportFlags::has_time_signature, 8);
VALUE(TransportFlags::is_playing, 16);
VALUE(TransportFlags::is_recording, 32);
VALUE(TransportFlags::is_loop_active, 64);
VALUE(TransportFlags::is_within_pre_roll, 128);

NO_FLAGS(ProcessStatus);
VALUE(ProcessStatus::error, 0);
VALUE(ProcessStatus::continue_, 1);
VALUE(ProcessStatus::continue_if_not_quiet, 2);
VALUE(ProcessStatus::tail, 3);
VALUE(ProcessStatus::sleep, 4);

FLAGS(AudioPortsRescanFlags);
VALUE(AudioPortsRescanFlags::names, 1);
VALUE(AudioPortsRescanFlags::flags, 2);
VALUE(AudioPortsRescanFlags::channel_count, 4);
VALUE(AudioPortsRescanFlags::port_type, 8);
VALUE(AudioPortsRescanFlags::in_place_pair, 16);
VALUE(AudioPortsRescanFlags::list, 32);

FLAGS(AudioPortFlags);
VALUE(AudioPortFlags::is_main, 1);
VALUE(AudioPortFlags::supports_64bits, 2);
VALUE(AudioPortFlags::prefers_64bits, 4);
VALUE(AudioPortFlags::requires_common_sample_size, 8);

NO_FLAGS(AmbisonicOrdering);
VALUE(AmbisonicOrdering::fuma, 0);
VALUE(AmbisonicOrdering::acn, 1);

NO_FLAGS(AmbisonicNormalization);
VALUE(AmbisonicNormalization::maxn, 0);
VALUE(AmbisonicNormalization::sn3d, 1);
VALUE(AmbisonicNormalization::n3d, 2);
VALUE(AmbisonicNormalization::sn2d, 3);
VALUE(AmbisonicNormalization::n2d, 4);

NO_FLAGS(SurroundChannel);
VALUE(SurroundChannel::fl, 0);
VALUE(SurroundChannel::fr, 1);
VALUE(SurroundChannel::fc, 2);
VALUE(SurroundChannel::lfe, 3);
VALUE(SurroundChannel::bl, 4);
VALUE(SurroundChannel::br, 5);
VALUE(SurroundChannel::flc, 6);
VALUE(SurroundChannel::frc, 7);
VALUE(SurroundChannel::bc, 8);
VALUE(SurroundChannel::sl, 9);
VALUE(SurroundChannel::sr, 10);
VALUE(SurroundChannel::tc, 11);
VALUE(SurroundChannel::tfl, 12);
VALUE(SurroundChannel::tfc, 13);
VALUE(SurroundChannel::tfr, 14);
VALUE(SurroundChannel::tbl, 15);
VALUE(SurroundChannel::tbc, 16);
VALUE(SurroundChannel::tbr, 17);
VALUE(SurroundChannel::tsl, 18);
VALUE(SurroundChannel::tsr, 19);

NO_FLAGS(ContextMenuTargetKind);
VALUE(ContextMenuTargetKind::global, 0);
VALUE(ContextMenuTargetKind::param, 1);

NO_FLAGS(ContextMenuItemKind);
VALUE(ContextMenuItemKind::entry, 0);
VALUE(ContextMenuItemKind::check_entry, 1);
VALUE(ContextMenuItemKind::separator, 2);
VALUE(ContextMenuItemKind::begin_submenu, 3);
VALUE(ContextMenuItemKind::end_submenu, 4);
VALUE(ContextMenuItemKind::title, 5);

NO_FLAGS(LogSeverity);
VALUE(LogSeverity::debug, 0);
VALUE(LogSeverity::info, 1);
VALUE(LogSeverity::warning, 2);
VALUE(LogSeverity::error, 3);
VALUE(LogSeverity::fatal, 4);
VALUE(LogSeverity::host_misbehaving, 5);
VALUE(LogSeverity::plugin_misbehaving, 6);

FLAGS(NoteDialect);
VALUE(NoteDialect::clap, 1);
VALUE(NoteDialect::midi, 2);
VALUE(NoteDialect::midi_mpe, 4);
VALUE(NoteDialect::midi2, 8);

FLAGS(NotePortsRescanFlags);
VALUE(NotePortsRescanFlags::all, 1);
VALUE(NotePortsRescanFlags::names, 2);

NO_FLAGS(ParamIndicationAutomation);
VALUE(ParamIndicationAutomation::none, 0);
VALUE(ParamIndicationAutomation::present, 1);
VALUE(ParamIndicationAutomation::playing, 2);
VALUE(ParamIndicationAutomation::recording, 3);
VALUE(ParamIndicationAutomation::overriding, 4);

FLAGS(ParamRescanFlags);
VALUE(ParamRescanFlags::values, 1);
VALUE(ParamRescanFlags::text, 2);
VALUE(ParamRescanFlags::info, 4);
VALUE(ParamRescanFlags::all, 8);

FLAGS(ParamClearFlags);
VALUE(ParamClearFlags::all, 1);
VALUE(ParamClearFlags::automations, 2);
VALUE(ParamClearFlags::modulations, 4);

FLAGS(ParamInfoFlags);
VALUE(ParamInfoFlags::is_stepped, 1);
VALUE(ParamInfoFlags::is_periodic, 2);
VALUE(ParamInfoFlags::is_hidden, 4);
VALUE(ParamInfoFlags::is_readonly, 8);
VALUE(ParamInfoFlags::is_bypass, 16);
VALUE(ParamInfoFlags::is_automatable, 32);
VALUE(ParamInfoFlags::is_automatable_per_note_id, 64);
VALUE(ParamInfoFlags::is_automatable_per_key, 128);
VALUE(ParamInfoFlags::is_automatable_per_channel, 256);
VALUE(ParamInfoFlags::is_automatable_per_port, 512);
VALUE(ParamInfoFlags::is_modulatable, 1024);
VALUE(ParamInfoFlags::is_modulatable_per_note_id, 2048);
VALUE(ParamInfoFlags::is_modulatable_per_key, 4096);
VALUE(ParamInfoFlags::is_modulatable_per_channel, 8192);
VALUE(ParamInfoFlags::is_modulatable_per_port, 16384);
VALUE(ParamInfoFlags::requires_process, 32768);
VALUE(ParamInfoFlags::is_enum, 65536);

FLAGS(PosixFdFlags);
VALUE(PosixFdFlags::read, 1);
VALUE(PosixFdFlags::write, 2);
VALUE(PosixFdFlags::error, 4);

VALUE(kRemoteControlsCount, 8);

NO_FLAGS(PluginRenderMode);
VALUE(PluginRenderMode::realtime, 0);
VALUE(PluginRenderMode::offline, 1);

NO_FLAGS(StateContextType);
VALUE(StateContextType::for_preset, 1);
VALUE(StateContextType::for_duplicate, 2);
VALUE(StateContextType::for_project, 3);

FLAGS(TrackInfoFlags);
VALUE(TrackInfoFlags::has_track_name, 1);
VALUE(TrackInfoFlags::has_track_color, 2);
VALUE(TrackInfoFlags::has_audio_channel, 4);
VALUE(TrackInfoFlags::is_for_return_track, 8);
VALUE(TrackInfoFlags::is_for_bus, 16);
VALUE(TrackInfoFlags::is_for_master, 32);

FLAGS(VoiceInfoFlags);
VALUE(VoiceInfoFlags::supports_overlapping_notes, 1);

NO_FLAGS(PresetDiscoveryLocationKind);
VALUE(PresetDiscoveryLocationKind::file, 0);
VALUE(PresetDiscoveryLocationKind::plugin, 1);

FLAGS(PresetDiscoveryFlags);
VALUE(PresetDiscoveryFlags::is_factory_content, 1);
VALUE(PresetDiscoveryFlags::is_user_content, 2);
VALUE(PresetDiscoveryFlags::is_demo_content, 4);
VALUE(PresetDiscoveryFlags::is_favorite, 8);

FLAGS(ProjectLocationFlags);
VALUE(ProjectLocationFlags::has_index, 1);
VALUE(ProjectLocationFlags::has_color, 2);

NO_FLAGS(ProjectLocationTrackKind);
VALUE(ProjectLocationTrackKind::instrument_track, 1);
VALUE(ProjectLocationTrackKind::audio_track, 2);
VALUE(ProjectLocationTrackKind::hybrid_track, 3);
VALUE(ProjectLocationTrackKind::return_track, 4);
VALUE(ProjectLocationTrackKind::master_track, 5);

NO_FLAGS(ProjectLocationKind);
VALUE(ProjectLocationKind::project, 1);
VALUE(ProjectLocationKind::track_group, 2);
VALUE(ProjectLocationKind::track, 3);
VALUE(ProjectLocationKind::device, 4);
VALUE(ProjectLocationKind::nested_device_chain, 5);

VALUE(kVersion.major, 1);
VALUE(kVersion.minor, 2);
VALUE(kVersion.revision, 10);
VALUE(kColorTransparent.alpha, 0);
VALUE(kColorTransparent.red, 0);
VALUE(kColorTransparent.green, 0);
VALUE(kColorTransparent.blue, 0);

}  // namespace attacca::clap
