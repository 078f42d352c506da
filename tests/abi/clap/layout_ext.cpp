// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Written by scripts/abi/clap_layout.py from measured facts about CLAP 1.2.10; not by hand.

#include <cstddef>
#include <cstdint>

#include "abi/clap/ext/ambisonic.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/audio_ports_activation.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "abi/clap/ext/configurable_audio_ports.hpp"
#include "abi/clap/ext/context_menu.hpp"
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
#include "tests/abi/clap/layout.hpp"

namespace attacca::clap {

STRUCT(AmbisonicConfig, 8, 4);
FIELD(AmbisonicConfig, ordering, 0, 4, std::uint32_t);
FIELD(AmbisonicConfig, normalization, 4, 4, std::uint32_t);

STRUCT(PluginAmbisonic, 16, 8);
FIELD(PluginAmbisonic, is_config_supported, 0, 8, bool (*)(const Plugin*, const AmbisonicConfig*));
FIELD(PluginAmbisonic, get_config, 8, 8,
      bool (*)(const Plugin*, bool, std::uint32_t, AmbisonicConfig*));

STRUCT(HostAmbisonic, 8, 8);
FIELD(HostAmbisonic, changed, 0, 8, void (*)(const Host*));

STRUCT(PluginAudioPortsActivation, 16, 8);
FIELD(PluginAudioPortsActivation, can_activate_while_processing, 0, 8, bool (*)(const Plugin*));
FIELD(PluginAudioPortsActivation, set_active, 8, 8,
      bool (*)(const Plugin*, bool, std::uint32_t, bool, std::uint32_t));

STRUCT(AudioPortInfo, 288, 8);
FIELD(AudioPortInfo, id, 0, 4, std::uint32_t);
FIELD(AudioPortInfo, name, 4, 256, char[256]);
FIELD(AudioPortInfo, flags, 260, 4, std::uint32_t);
FIELD(AudioPortInfo, channel_count, 264, 4, std::uint32_t);
FIELD(AudioPortInfo, port_type, 272, 8, const char*);
FIELD(AudioPortInfo, in_place_pair, 280, 4, std::uint32_t);

STRUCT(PluginAudioPorts, 16, 8);
FIELD(PluginAudioPorts, count, 0, 8, std::uint32_t (*)(const Plugin*, bool));
FIELD(PluginAudioPorts, get, 8, 8, bool (*)(const Plugin*, std::uint32_t, bool, AudioPortInfo*));

STRUCT(HostAudioPorts, 16, 8);
FIELD(HostAudioPorts, is_rescan_flag_supported, 0, 8, bool (*)(const Host*, std::uint32_t));
FIELD(HostAudioPorts, rescan, 8, 8, void (*)(const Host*, std::uint32_t));

STRUCT(AudioPortsConfig, 304, 8);
FIELD(AudioPortsConfig, id, 0, 4, std::uint32_t);
FIELD(AudioPortsConfig, name, 4, 256, char[256]);
FIELD(AudioPortsConfig, input_port_count, 260, 4, std::uint32_t);
FIELD(AudioPortsConfig, output_port_count, 264, 4, std::uint32_t);
FIELD(AudioPortsConfig, has_main_input, 268, 1, bool);
FIELD(AudioPortsConfig, main_input_channel_count, 272, 4, std::uint32_t);
FIELD(AudioPortsConfig, main_input_port_type, 280, 8, const char*);
FIELD(AudioPortsConfig, has_main_output, 288, 1, bool);
FIELD(AudioPortsConfig, main_output_channel_count, 292, 4, std::uint32_t);
FIELD(AudioPortsConfig, main_output_port_type, 296, 8, const char*);

STRUCT(PluginAudioPortsConfig, 24, 8);
FIELD(PluginAudioPortsConfig, count, 0, 8, std::uint32_t (*)(const Plugin*));
FIELD(PluginAudioPortsConfig, get, 8, 8, bool (*)(const Plugin*, std::uint32_t, AudioPortsConfig*));
FIELD(PluginAudioPortsConfig, select, 16, 8, bool (*)(const Plugin*, std::uint32_t));

STRUCT(PluginAudioPortsConfigInfo, 16, 8);
FIELD(PluginAudioPortsConfigInfo, current_config, 0, 8, std::uint32_t (*)(const Plugin*));
FIELD(PluginAudioPortsConfigInfo, get, 8, 8,
      bool (*)(const Plugin*, std::uint32_t, std::uint32_t, bool, AudioPortInfo*));

STRUCT(HostAudioPortsConfig, 8, 8);
FIELD(HostAudioPortsConfig, rescan, 0, 8, void (*)(const Host*));

STRUCT(AudioPortConfigurationRequest, 32, 8);
FIELD(AudioPortConfigurationRequest, is_input, 0, 1, bool);
FIELD(AudioPortConfigurationRequest, port_index, 4, 4, std::uint32_t);
FIELD(AudioPortConfigurationRequest, channel_count, 8, 4, std::uint32_t);
FIELD(AudioPortConfigurationRequest, port_type, 16, 8, const char*);
FIELD(AudioPortConfigurationRequest, port_details, 24, 8, const void*);

STRUCT(PluginConfigurableAudioPorts, 16, 8);
FIELD(PluginConfigurableAudioPorts, can_apply_configuration, 0, 8,
      bool (*)(const Plugin*, const AudioPortConfigurationRequest*, std::uint32_t));
FIELD(PluginConfigurableAudioPorts, apply_configuration, 8, 8,
      bool (*)(const Plugin*, const AudioPortConfigurationRequest*, std::uint32_t));

STRUCT(ContextMenuTarget, 8, 4);
FIELD(ContextMenuTarget, kind, 0, 4, std::uint32_t);
FIELD(ContextMenuTarget, id, 4, 4, std::uint32_t);

STRUCT(ContextMenuEntry, 16, 8);
FIELD(ContextMenuEntry, label, 0, 8, const char*);
FIELD(ContextMenuEntry, is_enabled, 8, 1, bool);
FIELD(ContextMenuEntry, action_id, 12, 4, std::uint32_t);

STRUCT(ContextMenuCheckEntry, 16, 8);
FIELD(ContextMenuCheckEntry, label, 0, 8, const char*);
FIELD(ContextMenuCheckEntry, is_enabled, 8, 1, bool);
FIELD(ContextMenuCheckEntry, is_checked, 9, 1, bool);
FIELD(ContextMenuCheckEntry, action_id, 12, 4, std::uint32_t);

STRUCT(ContextMenuItemTitle, 16, 8);
FIELD(ContextMenuItemTitle, title, 0, 8, const char*);
FIELD(ContextMenuItemTitle, is_enabled, 8, 1, bool);

STRUCT(ContextMenuSubmenu, 16, 8);
FIELD(ContextMenuSubmenu, label, 0, 8, const char*);
FIELD(ContextMenuSubmenu, is_enabled, 8, 1, bool);

STRUCT(ContextMenuBuilder, 24, 8);
FIELD(ContextMenuBuilder, ctx, 0, 8, void*);
FIELD(ContextMenuBuilder, add_item, 8, 8,
      bool (*)(const ContextMenuBuilder*, std::uint32_t, const void*));
FIELD(ContextMenuBuilder, supports, 16, 8, bool (*)(const ContextMenuBuilder*, std::uint32_t));

STRUCT(PluginContextMenu, 16, 8);
FIELD(PluginContextMenu, populate, 0, 8,
      bool (*)(const Plugin*, const ContextMenuTarget*, const ContextMenuBuilder*));
FIELD(PluginContextMenu, perform, 8, 8,
      bool (*)(const Plugin*, const ContextMenuTarget*, std::uint32_t));

STRUCT(HostContextMenu, 32, 8);
FIELD(HostContextMenu, populate, 0, 8,
      bool (*)(const Host*, const ContextMenuTarget*, const ContextMenuBuilder*));
FIELD(HostContextMenu, perform, 8, 8,
      bool (*)(const Host*, const ContextMenuTarget*, std::uint32_t));
FIELD(HostContextMenu, can_popup, 16, 8, bool (*)(const Host*));
FIELD(HostContextMenu, popup, 24, 8,
      bool (*)(const Host*, const ContextMenuTarget*, std::int32_t, std::int32_t, std::int32_t));

STRUCT(Window, 16, 8);
FIELD(Window, api, 0, 8, const char*);
FIELD(Window, cocoa, 8, 8, void*);
FIELD(Window, uikit, 8, 8, void*);
FIELD(Window, x11, 8, sizeof(unsigned long), unsigned long);
FIELD(Window, win32, 8, 8, void*);
FIELD(Window, ptr, 8, 8, void*);

STRUCT(GuiResizeHints, 12, 4);
FIELD(GuiResizeHints, can_resize_horizontally, 0, 1, bool);
FIELD(GuiResizeHints, can_resize_vertically, 1, 1, bool);
FIELD(GuiResizeHints, preserve_aspect_ratio, 2, 1, bool);
FIELD(GuiResizeHints, aspect_ratio_width, 4, 4, std::uint32_t);
FIELD(GuiResizeHints, aspect_ratio_height, 8, 4, std::uint32_t);

STRUCT(PluginGui, 120, 8);
FIELD(PluginGui, is_api_supported, 0, 8, bool (*)(const Plugin*, const char*, bool));
FIELD(PluginGui, get_preferred_api, 8, 8, bool (*)(const Plugin*, const char**, bool*));
FIELD(PluginGui, create, 16, 8, bool (*)(const Plugin*, const char*, bool));
FIELD(PluginGui, destroy, 24, 8, void (*)(const Plugin*));
FIELD(PluginGui, set_scale, 32, 8, bool (*)(const Plugin*, double));
FIELD(PluginGui, get_size, 40, 8, bool (*)(const Plugin*, std::uint32_t*, std::uint32_t*));
FIELD(PluginGui, can_resize, 48, 8, bool (*)(const Plugin*));
FIELD(PluginGui, get_resize_hints, 56, 8, bool (*)(const Plugin*, GuiResizeHints*));
FIELD(PluginGui, adjust_size, 64, 8, bool (*)(const Plugin*, std::uint32_t*, std::uint32_t*));
FIELD(PluginGui, set_size, 72, 8, bool (*)(const Plugin*, std::uint32_t, std::uint32_t));
FIELD(PluginGui, set_parent, 80, 8, bool (*)(const Plugin*, const Window*));
FIELD(PluginGui, set_transient, 88, 8, bool (*)(const Plugin*, const Window*));
FIELD(PluginGui, suggest_title, 96, 8, void (*)(const Plugin*, const char*));
FIELD(PluginGui, show, 104, 8, bool (*)(const Plugin*));
FIELD(PluginGui, hide, 112, 8, bool (*)(const Plugin*));

STRUCT(HostGui, 40, 8);
FIELD(HostGui, resize_hints_changed, 0, 8, void (*)(const Host*));
FIELD(HostGui, request_resize, 8, 8, bool (*)(const Host*, std::uint32_t, std::uint32_t));
FIELD(HostGui, request_show, 16, 8, bool (*)(const Host*));
FIELD(HostGui, request_hide, 24, 8, bool (*)(const Host*));
FIELD(HostGui, closed, 32, 8, void (*)(const Host*, bool));

STRUCT(PluginLatency, 8, 8);
FIELD(PluginLatency, get, 0, 8, std::uint32_t (*)(const Plugin*));

STRUCT(HostLatency, 8, 8);
FIELD(HostLatency, changed, 0, 8, void (*)(const Host*));

STRUCT(HostLog, 8, 8);
FIELD(HostLog, log, 0, 8, void (*)(const Host*, std::int32_t, const char*));

STRUCT(NoteName, 262, 2);
FIELD(NoteName, name, 0, 256, char[256]);
FIELD(NoteName, port, 256, 2, std::int16_t);
FIELD(NoteName, key, 258, 2, std::int16_t);
FIELD(NoteName, channel, 260, 2, std::int16_t);

STRUCT(PluginNoteName, 16, 8);
FIELD(PluginNoteName, count, 0, 8, std::uint32_t (*)(const Plugin*));
FIELD(PluginNoteName, get, 8, 8, bool (*)(const Plugin*, std::uint32_t, NoteName*));

STRUCT(HostNoteName, 8, 8);
FIELD(HostNoteName, changed, 0, 8, void (*)(const Host*));

STRUCT(NotePortInfo, 268, 4);
FIELD(NotePortInfo, id, 0, 4, std::uint32_t);
FIELD(NotePortInfo, supported_dialects, 4, 4, std::uint32_t);
FIELD(NotePortInfo, preferred_dialect, 8, 4, std::uint32_t);
FIELD(NotePortInfo, name, 12, 256, char[256]);

STRUCT(PluginNotePorts, 16, 8);
FIELD(PluginNotePorts, count, 0, 8, std::uint32_t (*)(const Plugin*, bool));
FIELD(PluginNotePorts, get, 8, 8, bool (*)(const Plugin*, std::uint32_t, bool, NotePortInfo*));

STRUCT(HostNotePorts, 16, 8);
FIELD(HostNotePorts, supported_dialects, 0, 8, std::uint32_t (*)(const Host*));
FIELD(HostNotePorts, rescan, 8, 8, void (*)(const Host*, std::uint32_t));

STRUCT(ParamInfo, 1320, 8);
FIELD(ParamInfo, id, 0, 4, std::uint32_t);
FIELD(ParamInfo, flags, 4, 4, std::uint32_t);
FIELD(ParamInfo, cookie, 8, 8, void*);
FIELD(ParamInfo, name, 16, 256, char[256]);
FIELD(ParamInfo, module, 272, 1024, char[1024]);
FIELD(ParamInfo, min_value, 1296, 8, double);
FIELD(ParamInfo, max_value, 1304, 8, double);
FIELD(ParamInfo, default_value, 1312, 8, double);

STRUCT(PluginParams, 48, 8);
FIELD(PluginParams, count, 0, 8, std::uint32_t (*)(const Plugin*));
FIELD(PluginParams, get_info, 8, 8, bool (*)(const Plugin*, std::uint32_t, ParamInfo*));
FIELD(PluginParams, get_value, 16, 8, bool (*)(const Plugin*, std::uint32_t, double*));
FIELD(PluginParams, value_to_text, 24, 8,
      bool (*)(const Plugin*, std::uint32_t, double, char*, std::uint32_t));
FIELD(PluginParams, text_to_value, 32, 8,
      bool (*)(const Plugin*, std::uint32_t, const char*, double*));
FIELD(PluginParams, flush, 40, 8, void (*)(const Plugin*, const InputEvents*, const OutputEvents*));

STRUCT(HostParams, 24, 8);
FIELD(HostParams, rescan, 0, 8, void (*)(const Host*, std::uint32_t));
FIELD(HostParams, clear, 8, 8, void (*)(const Host*, std::uint32_t, std::uint32_t));
FIELD(HostParams, request_flush, 16, 8, void (*)(const Host*));

STRUCT(PluginParamIndication, 16, 8);
FIELD(PluginParamIndication, set_mapping, 0, 8,
      void (*)(const Plugin*, std::uint32_t, bool, const Color*, const char*, const char*));
FIELD(PluginParamIndication, set_automation, 8, 8,
      void (*)(const Plugin*, std::uint32_t, std::uint32_t, const Color*));

STRUCT(PluginPosixFdSupport, 8, 8);
FIELD(PluginPosixFdSupport, on_fd, 0, 8, void (*)(const Plugin*, int, std::uint32_t));

STRUCT(HostPosixFdSupport, 24, 8);
FIELD(HostPosixFdSupport, register_fd, 0, 8, bool (*)(const Host*, int, std::uint32_t));
FIELD(HostPosixFdSupport, modify_fd, 8, 8, bool (*)(const Host*, int, std::uint32_t));
FIELD(HostPosixFdSupport, unregister_fd, 16, 8, bool (*)(const Host*, int));

STRUCT(PluginPresetLoad, 8, 8);
FIELD(PluginPresetLoad, from_location, 0, 8,
      bool (*)(const Plugin*, std::uint32_t, const char*, const char*));

STRUCT(HostPresetLoad, 16, 8);
FIELD(HostPresetLoad, on_error, 0, 8,
      void (*)(const Host*, std::uint32_t, const char*, const char*, std::int32_t, const char*));
FIELD(HostPresetLoad, loaded, 8, 8, void (*)(const Host*, std::uint32_t, const char*, const char*));

STRUCT(RemoteControlsPage, 552, 4);
FIELD(RemoteControlsPage, section_name, 0, 256, char[256]);
FIELD(RemoteControlsPage, page_id, 256, 4, std::uint32_t);
FIELD(RemoteControlsPage, page_name, 260, 256, char[256]);
FIELD(RemoteControlsPage, param_ids, 516, 32, std::uint32_t[8]);
FIELD(RemoteControlsPage, is_for_preset, 548, 1, bool);

STRUCT(PluginRemoteControls, 16, 8);
FIELD(PluginRemoteControls, count, 0, 8, std::uint32_t (*)(const Plugin*));
FIELD(PluginRemoteControls, get, 8, 8, bool (*)(const Plugin*, std::uint32_t, RemoteControlsPage*));

STRUCT(HostRemoteControls, 16, 8);
FIELD(HostRemoteControls, changed, 0, 8, void (*)(const Host*));
FIELD(HostRemoteControls, suggest_page, 8, 8, void (*)(const Host*, std::uint32_t));

STRUCT(PluginRender, 16, 8);
FIELD(PluginRender, has_hard_realtime_requirement, 0, 8, bool (*)(const Plugin*));
FIELD(PluginRender, set, 8, 8, bool (*)(const Plugin*, std::int32_t));

STRUCT(PluginStateContext, 16, 8);
FIELD(PluginStateContext, save, 0, 8, bool (*)(const Plugin*, const OStream*, std::uint32_t));
FIELD(PluginStateContext, load, 8, 8, bool (*)(const Plugin*, const IStream*, std::uint32_t));

STRUCT(PluginState, 16, 8);
FIELD(PluginState, save, 0, 8, bool (*)(const Plugin*, const OStream*));
FIELD(PluginState, load, 8, 8, bool (*)(const Plugin*, const IStream*));

STRUCT(HostState, 8, 8);
FIELD(HostState, mark_dirty, 0, 8, void (*)(const Host*));

STRUCT(PluginSurround, 16, 8);
FIELD(PluginSurround, is_channel_mask_supported, 0, 8, bool (*)(const Plugin*, std::uint64_t));
FIELD(PluginSurround, get_channel_map, 8, 8,
      std::uint32_t (*)(const Plugin*, bool, std::uint32_t, std::uint8_t*, std::uint32_t));

STRUCT(HostSurround, 8, 8);
FIELD(HostSurround, changed, 0, 8, void (*)(const Host*));

STRUCT(PluginTail, 8, 8);
FIELD(PluginTail, get, 0, 8, std::uint32_t (*)(const Plugin*));

STRUCT(HostTail, 8, 8);
FIELD(HostTail, changed, 0, 8, void (*)(const Host*));

STRUCT(HostThreadCheck, 16, 8);
FIELD(HostThreadCheck, is_main_thread, 0, 8, bool (*)(const Host*));
FIELD(HostThreadCheck, is_audio_thread, 8, 8, bool (*)(const Host*));

STRUCT(PluginThreadPool, 8, 8);
FIELD(PluginThreadPool, exec, 0, 8, void (*)(const Plugin*, std::uint32_t));

STRUCT(HostThreadPool, 8, 8);
FIELD(HostThreadPool, request_exec, 0, 8, bool (*)(const Host*, std::uint32_t));

STRUCT(PluginTimerSupport, 8, 8);
FIELD(PluginTimerSupport, on_timer, 0, 8, void (*)(const Plugin*, std::uint32_t));

STRUCT(HostTimerSupport, 16, 8);
FIELD(HostTimerSupport, register_timer, 0, 8, bool (*)(const Host*, std::uint32_t, std::uint32_t*));
FIELD(HostTimerSupport, unregister_timer, 8, 8, bool (*)(const Host*, std::uint32_t));

STRUCT(TrackInfo, 280, 8);
FIELD(TrackInfo, flags, 0, 8, std::uint64_t);
FIELD(TrackInfo, name, 8, 256, char[256]);
FIELD(TrackInfo, color, 264, 4, Color);
FIELD(TrackInfo, audio_channel_count, 268, 4, std::int32_t);
FIELD(TrackInfo, audio_port_type, 272, 8, const char*);

STRUCT(PluginTrackInfo, 8, 8);
FIELD(PluginTrackInfo, changed, 0, 8, void (*)(const Plugin*));

STRUCT(HostTrackInfo, 8, 8);
FIELD(HostTrackInfo, get, 0, 8, bool (*)(const Host*, TrackInfo*));

STRUCT(VoiceInfo, 16, 8);
FIELD(VoiceInfo, voice_count, 0, 4, std::uint32_t);
FIELD(VoiceInfo, voice_capacity, 4, 4, std::uint32_t);
FIELD(VoiceInfo, flags, 8, 8, std::uint64_t);

STRUCT(PluginVoiceInfo, 8, 8);
FIELD(PluginVoiceInfo, get, 0, 8, bool (*)(const Plugin*, VoiceInfo*));

STRUCT(HostVoiceInfo, 8, 8);
FIELD(HostVoiceInfo, changed, 0, 8, void (*)(const Host*));

}  // namespace attacca::clap
