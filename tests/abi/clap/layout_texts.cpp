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

TEXT(kFeatureInstrument, "instrument");
TEXT(kFeatureAudioEffect, "audio-effect");
TEXT(kFeatureNoteEffect, "note-effect");
TEXT(kFeatureNoteDetector, "note-detector");
TEXT(kFeatureAnalyzer, "analyzer");

TEXT(kFeatureMono, "mono");
TEXT(kFeatureStereo, "stereo");
TEXT(kFeatureSurround, "surround");
TEXT(kFeatureAmbisonic, "ambisonic");

TEXT(kFeatureChorus, "chorus");
TEXT(kFeatureCompressor, "compressor");
TEXT(kFeatureDeesser, "de-esser");
TEXT(kFeatureDelay, "delay");
TEXT(kFeatureDistortion, "distortion");
TEXT(kFeatureDrum, "drum");
TEXT(kFeatureDrumMachine, "drum-machine");
TEXT(kFeatureEqualizer, "equalizer");
TEXT(kFeatureExpander, "expander");
TEXT(kFeatureFilter, "filter");
TEXT(kFeatureFlanger, "flanger");
TEXT(kFeatureFrequencyShifter, "frequency-shifter");
TEXT(kFeatureGate, "gate");
TEXT(kFeatureGlitch, "glitch");
TEXT(kFeatureGranular, "granular");
TEXT(kFeatureLimiter, "limiter");
TEXT(kFeatureMastering, "mastering");
TEXT(kFeatureMixing, "mixing");
TEXT(kFeatureMultiEffects, "multi-effects");
TEXT(kFeaturePhaser, "phaser");
TEXT(kFeaturePhaseVocoder, "phase-vocoder");
TEXT(kFeaturePitchCorrection, "pitch-correction");
TEXT(kFeaturePitchShifter, "pitch-shifter");
TEXT(kFeatureRestoration, "restoration");
TEXT(kFeatureReverb, "reverb");
TEXT(kFeatureSampler, "sampler");
TEXT(kFeatureSynthesizer, "synthesizer");
TEXT(kFeatureTransientShaper, "transient-shaper");
TEXT(kFeatureTremolo, "tremolo");
TEXT(kFeatureUtility, "utility");

TEXT(kPluginFactoryId, "clap.plugin-factory");
TEXT(kPresetDiscoveryFactoryId, "clap.preset-discovery-factory/2");
TEXT(kPresetDiscoveryFactoryIdCompat, "clap.preset-discovery-factory/draft-2");

TEXT(kExtAmbisonic, "clap.ambisonic/3");
TEXT(kExtAmbisonicCompat, "clap.ambisonic.draft/3");
TEXT(kExtAudioPortsActivation, "clap.audio-ports-activation/2");
TEXT(kExtAudioPortsActivationCompat, "clap.audio-ports-activation/draft-2");
TEXT(kExtAudioPorts, "clap.audio-ports");
TEXT(kExtAudioPortsConfig, "clap.audio-ports-config");
TEXT(kExtAudioPortsConfigInfo, "clap.audio-ports-config-info/1");
TEXT(kExtAudioPortsConfigInfoCompat, "clap.audio-ports-config-info/draft-0");
TEXT(kExtConfigurableAudioPorts, "clap.configurable-audio-ports/1");
TEXT(kExtConfigurableAudioPortsCompat, "clap.configurable-audio-ports.draft1");
TEXT(kExtContextMenu, "clap.context-menu/1");
TEXT(kExtContextMenuCompat, "clap.context-menu.draft/0");
TEXT(kExtGui, "clap.gui");
TEXT(kExtLatency, "clap.latency");
TEXT(kExtLog, "clap.log");
TEXT(kExtNoteName, "clap.note-name");
TEXT(kExtNotePorts, "clap.note-ports");
TEXT(kExtParams, "clap.params");
TEXT(kExtParamIndication, "clap.param-indication/4");
TEXT(kExtParamIndicationCompat, "clap.param-indication.draft/4");
TEXT(kExtPosixFdSupport, "clap.posix-fd-support");
TEXT(kExtPresetLoad, "clap.preset-load/2");
TEXT(kExtPresetLoadCompat, "clap.preset-load.draft/2");
TEXT(kExtRemoteControls, "clap.remote-controls/2");
TEXT(kExtRemoteControlsCompat, "clap.remote-controls.draft/2");
TEXT(kExtRender, "clap.render");
TEXT(kExtStateContext, "clap.state-context/2");
TEXT(kExtState, "clap.state");
TEXT(kExtSurround, "clap.surround/4");
TEXT(kExtSurroundCompat, "clap.surround.draft/4");
TEXT(kExtTail, "clap.tail");
TEXT(kExtThreadCheck, "clap.thread-check");
TEXT(kExtThreadPool, "clap.thread-pool");
TEXT(kExtTimerSupport, "clap.timer-support");
TEXT(kExtTrackInfo, "clap.track-info/1");
TEXT(kExtTrackInfoCompat, "clap.track-info.draft/1");
TEXT(kExtVoiceInfo, "clap.voice-info");
TEXT(kExtUndo, "clap.undo/4");
TEXT(kExtUndoContext, "clap.undo_context/4");
TEXT(kExtUndoDelta, "clap.undo_delta/4");
TEXT(kExtProjectLocation, "clap.project-location/2");

TEXT(kPortAmbisonic, "ambisonic");
TEXT(kPortMono, "mono");
TEXT(kPortStereo, "stereo");
TEXT(kPortSurround, "surround");

TEXT(kWindowApiWin32, "win32");
TEXT(kWindowApiCocoa, "cocoa");
TEXT(kWindowApiUikit, "uikit");
TEXT(kWindowApiX11, "x11");
TEXT(kWindowApiWayland, "wayland");
TEXT(kWindowApiWebview, "webview");

}  // namespace attacca::clap
