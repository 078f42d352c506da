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

TABLE(PluginFactory, PluginEntry, "clap.plugin-factory");
TABLE(PresetDiscoveryFactory, PluginEntry, "clap.preset-discovery-factory/2",
      "clap.preset-discovery-factory/draft-2");
TABLE(PluginAmbisonic, Plugin, "clap.ambisonic/3", "clap.ambisonic.draft/3");
TABLE(HostAmbisonic, Host, "clap.ambisonic/3", "clap.ambisonic.draft/3");
TABLE(PluginAudioPortsActivation, Plugin, "clap.audio-ports-activation/2",
      "clap.audio-ports-activation/draft-2");
TABLE(PluginAudioPorts, Plugin, "clap.audio-ports");
TABLE(HostAudioPorts, Host, "clap.audio-ports");
TABLE(PluginAudioPortsConfig, Plugin, "clap.audio-ports-config");
TABLE(HostAudioPortsConfig, Host, "clap.audio-ports-config");
TABLE(PluginAudioPortsConfigInfo, Plugin, "clap.audio-ports-config-info/1",
      "clap.audio-ports-config-info/draft-0");
TABLE(PluginConfigurableAudioPorts, Plugin, "clap.configurable-audio-ports/1",
      "clap.configurable-audio-ports.draft1");
TABLE(PluginContextMenu, Plugin, "clap.context-menu/1", "clap.context-menu.draft/0");
TABLE(HostContextMenu, Host, "clap.context-menu/1", "clap.context-menu.draft/0");
TABLE(PluginGui, Plugin, "clap.gui");
TABLE(HostGui, Host, "clap.gui");
TABLE(PluginLatency, Plugin, "clap.latency");
TABLE(HostLatency, Host, "clap.latency");
TABLE(HostLog, Host, "clap.log");
TABLE(PluginNoteName, Plugin, "clap.note-name");
TABLE(HostNoteName, Host, "clap.note-name");
TABLE(PluginNotePorts, Plugin, "clap.note-ports");
TABLE(HostNotePorts, Host, "clap.note-ports");
TABLE(PluginParams, Plugin, "clap.params");
TABLE(HostParams, Host, "clap.params");
TABLE(PluginParamIndication, Plugin, "clap.param-indication/4", "clap.param-indication.draft/4");
TABLE(PluginPosixFdSupport, Plugin, "clap.posix-fd-support");
TABLE(HostPosixFdSupport, Host, "clap.posix-fd-support");
TABLE(PluginPresetLoad, Plugin, "clap.preset-load/2", "clap.preset-load.draft/2");
TABLE(HostPresetLoad, Host, "clap.preset-load/2", "clap.preset-load.draft/2");
TABLE(PluginRemoteControls, Plugin, "clap.remote-controls/2", "clap.remote-controls.draft/2");
TABLE(HostRemoteControls, Host, "clap.remote-controls/2", "clap.remote-controls.draft/2");
TABLE(PluginRender, Plugin, "clap.render");
TABLE(PluginStateContext, Plugin, "clap.state-context/2");
TABLE(PluginState, Plugin, "clap.state");
TABLE(HostState, Host, "clap.state");
TABLE(PluginSurround, Plugin, "clap.surround/4", "clap.surround.draft/4");
TABLE(HostSurround, Host, "clap.surround/4", "clap.surround.draft/4");
TABLE(PluginTail, Plugin, "clap.tail");
TABLE(HostTail, Host, "clap.tail");
TABLE(HostThreadCheck, Host, "clap.thread-check");
TABLE(PluginThreadPool, Plugin, "clap.thread-pool");
TABLE(HostThreadPool, Host, "clap.thread-pool");
TABLE(PluginTimerSupport, Plugin, "clap.timer-support");
TABLE(HostTimerSupport, Host, "clap.timer-support");
TABLE(PluginTrackInfo, Plugin, "clap.track-info/1", "clap.track-info.draft/1");
TABLE(HostTrackInfo, Host, "clap.track-info/1", "clap.track-info.draft/1");
TABLE(PluginVoiceInfo, Plugin, "clap.voice-info");
TABLE(HostVoiceInfo, Host, "clap.voice-info");
TABLE(HostUndo, Host, "clap.undo/4");
TABLE(PluginUndoContext, Plugin, "clap.undo_context/4");
TABLE(PluginUndoDelta, Plugin, "clap.undo_delta/4");
TABLE(PluginProjectLocation, Plugin, "clap.project-location/2");
TEXT(kEntrySymbol, "clap_entry");

VALUE(sizeof(EventNote), 40);
VALUE(sizeof(EventNote), 40);
VALUE(sizeof(EventNote), 40);
VALUE(sizeof(EventNote), 40);
VALUE(sizeof(EventNoteExpression), 40);
VALUE(sizeof(EventParamValue), 56);
VALUE(sizeof(EventParamMod), 56);
VALUE(sizeof(EventParamGesture), 20);
VALUE(sizeof(EventParamGesture), 20);
VALUE(sizeof(EventTransport), 104);
VALUE(sizeof(EventMidi), 24);
VALUE(sizeof(EventMidiSysex), 40);
VALUE(sizeof(EventMidi2), 36);

}  // namespace attacca::clap
