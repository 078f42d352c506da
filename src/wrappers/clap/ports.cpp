// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdio>
#include <span>

#include "base/unicode.hpp"
#include "wrappers/clap/extensions.hpp"
#include "wrappers/clap/instance.hpp"

namespace attacca::clap_wrapper {
namespace {

// A main port's id is 0, that of an aux port counts from 1, whether or not there is a main port.

const char* port_type(std::uint32_t channels) {
  if (channels == 1) return clap::kPortMono;
  if (channels == 2) return clap::kPortStereo;
  return nullptr;
}

std::uint32_t port_count(const AudioLayout& layout, bool is_input) {
  const std::uint32_t main = is_input ? layout.main_inputs : layout.main_outputs;
  const auto aux = (is_input ? layout.aux_inputs : layout.aux_outputs).size();
  return static_cast<std::uint32_t>(aux) + (main > 0 ? 1 : 0);
}

const AudioLayout* selected(const clap::Plugin* plugin) {
  core::Instance* core = Instance::from(plugin).core();
  return core == nullptr ? nullptr : &core->layouts()[core->selected_layout()];
}

std::uint32_t count(const clap::Plugin* plugin, bool is_input) {
  const AudioLayout* layout = selected(plugin);
  return layout == nullptr ? 0 : port_count(*layout, is_input);
}

bool get(const clap::Plugin* plugin, std::uint32_t index, bool is_input,
         clap::AudioPortInfo* info) {
  const AudioLayout* layout = selected(plugin);
  if (layout == nullptr || info == nullptr || index >= port_count(*layout, is_input)) return false;
  const std::uint32_t main = is_input ? layout->main_inputs : layout->main_outputs;
  *info = {};
  info->in_place_pair = clap::kInvalidId;
  if (main > 0 && index == 0) {
    core::copy_text(is_input ? "Input" : "Output", info->name, sizeof info->name);
    info->id = 0;
    info->flags = clap::AudioPortFlags::is_main;
    info->channel_count = main;
    if (layout->main_inputs == layout->main_outputs) info->in_place_pair = 0;
  } else {
    const auto aux = is_input ? layout->aux_inputs : layout->aux_outputs;
    const std::uint32_t aux_index = index - (main > 0 ? 1 : 0);
    const AuxPort& port = aux[aux_index];
    info->id = 1 + aux_index;
    core::copy_text(port.name, info->name, sizeof info->name);
    info->channel_count = port.channels;
  }
  info->port_type = port_type(info->channel_count);
  const detail::PluginEntry& entry = Instance::from(plugin).entry();
  if (entry.make_double_path != nullptr) {
    info->flags |=
        clap::AudioPortFlags::supports_64bits | clap::AudioPortFlags::requires_common_sample_size;
    if (entry.info.prefers_doubles) info->flags |= clap::AudioPortFlags::prefers_64bits;
  }
  return true;
}

std::uint32_t config_count(const clap::Plugin* plugin) {
  core::Instance* core = Instance::from(plugin).core();
  return core == nullptr ? 0 : static_cast<std::uint32_t>(core->layouts().size());
}

/// UTF-8; made from the channel counts where the author gave none.
void put_name(const AudioLayout& layout, char (&name)[clap::kNameSize]) {
  if (!layout.name.empty()) return core::copy_text(layout.name, name, sizeof name);
  std::snprintf(name, sizeof name, "%u in, %u out", layout.main_inputs, layout.main_outputs);
}

bool config_get(const clap::Plugin* plugin, std::uint32_t index, clap::AudioPortsConfig* config) {
  if (config == nullptr || index >= config_count(plugin)) return false;
  const AudioLayout& layout = Instance::from(plugin).core()->layouts()[index];
  *config = {};
  config->id = index;
  put_name(layout, config->name);
  config->input_port_count = port_count(layout, true);
  config->output_port_count = port_count(layout, false);
  config->has_main_input = layout.main_inputs > 0;
  config->main_input_channel_count = layout.main_inputs;
  config->main_input_port_type = port_type(layout.main_inputs);
  config->has_main_output = layout.main_outputs > 0;
  config->main_output_channel_count = layout.main_outputs;
  config->main_output_port_type = port_type(layout.main_outputs);
  return true;
}

bool config_select(const clap::Plugin* plugin, clap::Id config_id) {
  core::Instance* core = Instance::from(plugin).core();
  return core != nullptr && core->select_layout(config_id);
}

}  // namespace

const clap::PluginAudioPorts kAudioPorts = {count, get};
const clap::PluginAudioPortsConfig kAudioPortsConfig = {config_count, config_get, config_select};

}  // namespace attacca::clap_wrapper
