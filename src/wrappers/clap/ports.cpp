// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdio>
#include <span>

#include "base/unicode.hpp"
#include "wrappers/clap/extensions.hpp"
#include "wrappers/clap/instance.hpp"
#include "wrappers/clap/port_info.hpp"

namespace attacca::clap_wrapper {

// A main port's id is 0, that of an aux port counts from 1, whether or not there is a main port.

std::uint32_t port_count(const AudioLayout& layout, bool is_input) noexcept {
  const std::uint32_t main = is_input ? layout.main_inputs : layout.main_outputs;
  const auto aux = (is_input ? layout.aux_inputs : layout.aux_outputs).size();
  return static_cast<std::uint32_t>(aux) + (main > 0 ? 1 : 0);
}

Channels port_channels(const AudioLayout& layout, bool is_input, std::uint32_t index) noexcept {
  const Channels main = is_input ? layout.main_inputs : layout.main_outputs;
  if (main > 0 && index == 0) return main;
  return (is_input ? layout.aux_inputs : layout.aux_outputs)[index - (main > 0 ? 1 : 0)].channels;
}

const char* port_type(Channels channels) noexcept {
  if (channels.ambisonic_order()) return clap::kPortAmbisonic;
  if (channels == 1) return clap::kPortMono;
  constexpr std::uint64_t kStereo = Channels(2).speaker_mask();
  if (channels.speaker_mask() == kStereo) return clap::kPortStereo;
  return channels.is_named() ? clap::kPortSurround : nullptr;
}

clap::AudioPortInfo port_info(const detail::PluginEntry& entry, const AudioLayout& layout,
                              bool is_input, std::uint32_t index) noexcept {
  clap::AudioPortInfo info = {};
  const Channels channels = port_channels(layout, is_input, index);
  info.in_place_pair = clap::kInvalidId;
  info.channel_count = channels;
  info.port_type = port_type(channels);
  const std::uint32_t main = is_input ? layout.main_inputs : layout.main_outputs;
  if (main > 0 && index == 0) {
    core::copy_text(is_input ? layout.main_input_name : layout.main_output_name, info.name,
                    sizeof info.name);
    info.flags = clap::AudioPortFlags::is_main;
    if (layout.main_inputs == layout.main_outputs) info.in_place_pair = 0;
  } else {
    const std::uint32_t aux = index - (main > 0 ? 1 : 0);
    info.id = 1 + aux;
    core::copy_text((is_input ? layout.aux_inputs : layout.aux_outputs)[aux].name, info.name,
                    sizeof info.name);
  }
  if (entry.make_double_path != nullptr) {
    info.flags |=
        clap::AudioPortFlags::supports_64bits | clap::AudioPortFlags::requires_common_sample_size;
    if (entry.info.prefers_doubles) info.flags |= clap::AudioPortFlags::prefers_64bits;
  }
  return info;
}

namespace {

/// The layout with this id, or null.
const AudioLayout* find_layout(const clap::Plugin* plugin, clap::Id id) {
  core::Instance* core = Instance::from(plugin).core();
  if (core == nullptr || id >= core->layouts().size()) return nullptr;
  return &core->layouts()[id];
}

clap::Id selected(const clap::Plugin* plugin) {
  core::Instance* core = Instance::from(plugin).core();
  return core == nullptr ? clap::kInvalidId : static_cast<clap::Id>(core->selected_layout());
}

std::uint32_t count(const clap::Plugin* plugin, bool is_input) {
  const AudioLayout* layout = find_layout(plugin, selected(plugin));
  return layout == nullptr ? 0 : port_count(*layout, is_input);
}

bool get_of(const clap::Plugin* plugin, clap::Id config_id, std::uint32_t index, bool is_input,
            clap::AudioPortInfo* info) {
  const AudioLayout* layout = find_layout(plugin, config_id);
  if (layout == nullptr || info == nullptr || index >= port_count(*layout, is_input)) return false;
  *info = port_info(Instance::from(plugin).entry(), *layout, is_input, index);
  return true;
}

bool get(const clap::Plugin* plugin, std::uint32_t index, bool is_input,
         clap::AudioPortInfo* info) {
  return get_of(plugin, selected(plugin), index, is_input, info);
}

std::uint32_t config_count(const clap::Plugin* plugin) {
  core::Instance* core = Instance::from(plugin).core();
  return core == nullptr ? 0 : static_cast<std::uint32_t>(core->layouts().size());
}

/// UTF-8; made from the channel counts where the author gave none.
void put_name(const AudioLayout& layout, char (&name)[clap::kNameSize]) {
  if (!layout.name.empty()) return core::copy_text(layout.name, name, sizeof name);
  std::snprintf(name, sizeof name, "%u in, %u out", layout.main_inputs.count(),
                layout.main_outputs.count());
}

bool config_get(const clap::Plugin* plugin, std::uint32_t index, clap::AudioPortsConfig* config) {
  const AudioLayout* const layout = find_layout(plugin, index);
  if (config == nullptr || layout == nullptr) return false;
  *config = {};
  config->id = index;
  put_name(*layout, config->name);
  config->input_port_count = port_count(*layout, true);
  config->output_port_count = port_count(*layout, false);
  config->has_main_input = layout->main_inputs > 0;
  config->main_input_channel_count = layout->main_inputs;
  config->main_input_port_type = port_type(layout->main_inputs);
  config->has_main_output = layout->main_outputs > 0;
  config->main_output_channel_count = layout->main_outputs;
  config->main_output_port_type = port_type(layout->main_outputs);
  return true;
}

bool config_select(const clap::Plugin* plugin, clap::Id config_id) {
  core::Instance* core = Instance::from(plugin).core();
  return core != nullptr && core->select_layout(config_id);
}

}  // namespace

const clap::PluginAudioPorts kAudioPorts = {count, get};
const clap::PluginAudioPortsConfig kAudioPortsConfig = {config_count, config_get, config_select};
const clap::PluginAudioPortsConfigInfo kAudioPortsConfigInfo = {selected, get_of};

}  // namespace attacca::clap_wrapper
