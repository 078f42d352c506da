// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

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

/// Older plugins know configurations alone, which say how many channels there are.
bool select(const clap::Plugin* plugin, const ChannelSet& wanted) {
  const auto* const configs = clap::query<clap::PluginAudioPortsConfig>(plugin);
  if (configs == nullptr) return false;
  const std::uint32_t count = configs->count(plugin);
  for (std::uint32_t i = 0; i < count; ++i) {
    clap::AudioPortsConfig config{};
    if (!configs->get(plugin, i, &config)) continue;
    if (config.has_main_output && config.main_output_channel_count == wanted.count) {
      return configs->select(plugin, config.id);
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

}  // namespace attacca::host
