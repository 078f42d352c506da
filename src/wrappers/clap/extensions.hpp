// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abi/clap/ext/ambisonic.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "abi/clap/ext/configurable_audio_ports.hpp"
#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/render.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/state_context.hpp"
#include "abi/clap/ext/surround.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/ext/voice_info.hpp"

namespace attacca::clap_wrapper {

// The tables that get_extension hands out; each is filled in the file named after it. Those
// that only some plugins have are parts (part.hpp).
extern const clap::PluginAmbisonic kAmbisonic;
extern const clap::PluginAudioPorts kAudioPorts;
extern const clap::PluginAudioPortsConfig kAudioPortsConfig;
extern const clap::PluginAudioPortsConfigInfo kAudioPortsConfigInfo;
extern const clap::PluginConfigurableAudioPorts kConfigurableAudioPorts;
extern const clap::PluginLatency kLatency;
extern const clap::PluginNotePorts kNotePorts;
extern const clap::PluginParams kParams;
extern const clap::PluginProjectLocation kProjectLocation;
extern const clap::PluginRender kRender;
extern const clap::PluginState kState;
extern const clap::PluginStateContext kStateContext;
extern const clap::PluginSurround kSurround;
extern const clap::PluginTail kTail;
extern const clap::PluginTrackInfo kTrackInfo;
extern const clap::PluginVoiceInfo kVoiceInfo;

/// Whether any layout has ports of `type`, one of clap::kPort…; hosts take the extension for a sign
/// of it. [main]
[[nodiscard]] bool has_ports_of(const clap::Plugin* plugin, const char* type) noexcept;

}  // namespace attacca::clap_wrapper
