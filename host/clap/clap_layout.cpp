// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "abi/clap/ext/ambisonic.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "abi/clap/ext/configurable_audio_ports.hpp"
#include "abi/clap/ext/surround.hpp"
#include "abi/clap/port_type.hpp"
#include "abi/clap/query.hpp"
#include "host/clap/clap_instance.hpp"

namespace attacca::host {

namespace {

constexpr clap::AmbisonicConfig kAmbix = {clap::AmbisonicOrdering::acn,
                                          clap::AmbisonicNormalization::sn3d};

/// A plugin that counts more is broken.
constexpr std::uint32_t kMostConfigs = 4096;

bool request(const clap::Plugin* plugin, const ChannelSet& wanted) {
  const auto* const ports = clap::query<clap::PluginConfigurableAudioPorts>(plugin);
  if (ports == nullptr || ports->apply_configuration == nullptr) return false;
  std::vector<clap::SurroundChannel> map;
  for (std::uint8_t i = 0; i < 64; ++i) {
    if ((wanted.speakers >> i & 1u) != 0) map.push_back(static_cast<clap::SurroundChannel>(i));
  }
  clap::AudioPortConfigurationRequest request = {false, 0, wanted.count, nullptr, nullptr};
  if (wanted.ambisonic_order) {
    request.port_type = clap::kPortAmbisonic;
    request.port_details = &kAmbix;
  } else if (wanted.count == 1) {
    request.port_type = clap::kPortMono;
  } else if (wanted.speakers != 0) {
    request.port_type = wanted.count == 2 ? clap::kPortStereo : clap::kPortSurround;
    if (wanted.count > 2) request.port_details = map.data();
  }
  return ports->apply_configuration(plugin, &request, 1);
}

/// Those that the plugin describes, of those that it counts.
std::vector<clap::AudioPortsConfig> configs_of(const clap::Plugin* plugin) {
  const auto* const configs = clap::query<clap::PluginAudioPortsConfig>(plugin);
  std::vector<clap::AudioPortsConfig> all;
  if (configs == nullptr || configs->count == nullptr || configs->get == nullptr) return all;
  const std::uint32_t count = std::min(configs->count(plugin), kMostConfigs);
  for (std::uint32_t i = 0; i < count; ++i) {
    clap::AudioPortsConfig config{};
    if (configs->get(plugin, i, &config)) all.push_back(config);
  }
  return all;
}

bool select(const clap::Plugin* plugin, clap::Id id) {
  const auto* const configs = clap::query<clap::PluginAudioPortsConfig>(plugin);
  return configs != nullptr && configs->select != nullptr && configs->select(plugin, id);
}

/// Older plugins know configurations alone, which say how many channels there are.
bool select(const clap::Plugin* plugin, const ChannelSet& wanted) {
  for (const clap::AudioPortsConfig& config : configs_of(plugin)) {
    if (config.has_main_output && config.main_output_channel_count == wanted.count) {
      return select(plugin, config.id);
    }
  }
  return false;
}

}  // namespace

Result<void> ClapInstance::do_set_main_output(const ChannelSet& wanted) {
  if (!request(plugin_, wanted) && !select(plugin_, wanted)) {
    return fail(description_.name + " refuses this main output");
  }
  read_ports();
  return {};
}

std::vector<ListedLayout> ClapInstance::layouts() {
  std::vector<ListedLayout> all;
  for (clap::AudioPortsConfig& config : configs_of(plugin_)) {
    config.name[sizeof config.name - 1] = '\0';
    ListedLayout layout;
    layout.id = config.id;
    layout.name = config.name;
    if (config.has_main_input) layout.main_inputs = config.main_input_channel_count;
    if (config.has_main_output) layout.main_outputs = config.main_output_channel_count;
    all.push_back(std::move(layout));
  }
  return all;
}

Result<void> ClapInstance::do_select_layout(std::uint32_t id) {
  if (!select(plugin_, id)) return fail(description_.name + " refuses this layout");
  read_ports();
  return {};
}

}  // namespace attacca::host
