// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <vector>

#include "trial/validate/check_context.hpp"

namespace attacca::validate {

/// @name What a check needs of a plugin
/// Ends the check as skipped when the plugin has no such thing. [main]
/// @{
inline bool has_channels(const std::vector<host::PortInfo>& ports) {
  return std::any_of(ports.begin(), ports.end(),
                     [](const host::PortInfo& port) { return port.channel_count > 0; });
}
inline void need_audio_output(CheckContext& context, const host::PluginInstance& instance) {
  if (!has_channels(instance.ports().outputs)) context.skip("the plugin has no audio output");
}
/// A main input and an output: an effect.
inline void need_audio_effect(CheckContext& context, const host::PluginInstance& instance) {
  need_audio_output(context, instance);
  const auto& inputs = instance.ports().inputs;
  if (inputs.empty() || inputs[0].channel_count == 0) context.skip("the plugin has no audio input");
}
inline void need_parameters(CheckContext& context, const host::PluginInstance& instance) {
  if (instance.parameters().empty()) context.skip("the plugin has no parameters");
}
inline void need_state(CheckContext& context, const host::PluginInstance& instance) {
  if (!instance.has_state()) context.skip("the plugin has no state");
}
inline void need_note_input(CheckContext& context, const host::PluginInstance& instance) {
  if (instance.ports().note_inputs.empty()) context.skip("the plugin has no note input");
}
/// @}

}  // namespace attacca::validate
