// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdint>
#include <cstring>
#include <span>

#include "abi/clap/ext/ambisonic.hpp"
#include "abi/clap/ext/configurable_audio_ports.hpp"
#include "abi/clap/ext/surround.hpp"
#include "wrappers/clap/extensions.hpp"
#include "wrappers/clap/instance.hpp"
#include "wrappers/clap/port_info.hpp"

namespace attacca::clap_wrapper {
namespace {

static_assert(static_cast<int>(Speaker::top_side_right) ==
              static_cast<int>(clap::SurroundChannel::tsr));  // and all between

std::span<const AudioLayout> layouts(const clap::Plugin* plugin) {
  core::Instance* core = Instance::from(plugin).core();
  return core == nullptr ? std::span<const AudioLayout>() : core->layouts();
}

/// The channels of a port of the selected layout; none where there is no such port.
Channels selected_channels(const clap::Plugin* plugin, bool is_input, std::uint32_t index) {
  const auto all = layouts(plugin);
  if (all.empty()) return {};
  const AudioLayout& layout = all[Instance::from(plugin).core()->selected_layout()];
  return index < port_count(layout, is_input) ? port_channels(layout, is_input, index) : Channels();
}

/// All ports of all layouts, one after the other; nothing behind the last.
class PortWalk {
 public:
  explicit PortWalk(const clap::Plugin* plugin) : layouts_(layouts(plugin)) {}
  bool next(Channels& channels) {
    while (layout_ < layouts_.size()) {
      const AudioLayout& layout = layouts_[layout_];
      const std::uint32_t inputs = port_count(layout, true);
      const bool is_input = port_ < inputs;
      if (is_input || port_ < inputs + port_count(layout, false)) {
        channels = port_channels(layout, is_input, is_input ? port_ : port_ - inputs);
        ++port_;
        return true;
      }
      ++layout_;
      port_ = 0;
    }
    return false;
  }

 private:
  std::span<const AudioLayout> layouts_;
  std::size_t layout_ = 0;
  std::uint32_t port_ = 0;
};

bool is_channel_mask_supported(const clap::Plugin* plugin, std::uint64_t mask) {
  PortWalk ports(plugin);
  for (Channels channels; ports.next(channels);) {
    if (mask != 0 && channels.speaker_mask() == mask) return true;
  }
  return false;
}

std::uint32_t get_channel_map(const clap::Plugin* plugin, bool is_input, std::uint32_t port_index,
                              clap::SurroundChannel* channel_map, std::uint32_t capacity) {
  const Channels channels = selected_channels(plugin, is_input, port_index);
  if (channel_map == nullptr || channels.speaker_mask() == 0 || channels > capacity) return 0;
  for (std::uint32_t i = 0; i < channels; ++i) {
    channel_map[i] = static_cast<clap::SurroundChannel>(*channels.speaker(i));
  }
  return channels;
}

constexpr clap::AmbisonicConfig kAmbix = {clap::AmbisonicOrdering::acn,
                                          clap::AmbisonicNormalization::sn3d};

bool is_ambix(const clap::AmbisonicConfig& config) {
  return config.ordering == kAmbix.ordering && config.normalization == kAmbix.normalization;
}

bool is_config_supported(const clap::Plugin* /*plugin*/, const clap::AmbisonicConfig* config) {
  return config != nullptr && is_ambix(*config);
}

bool get_config(const clap::Plugin* plugin, bool is_input, std::uint32_t port_index,
                clap::AmbisonicConfig* config) {
  if (config == nullptr) return false;
  if (!selected_channels(plugin, is_input, port_index).ambisonic_order()) return false;
  *config = kAmbix;
  return true;
}

// Requests for ports

bool grants(const AudioLayout& layout, const clap::AudioPortConfigurationRequest& request) {
  if (request.port_index >= port_count(layout, request.is_input)) return false;
  const Channels channels = port_channels(layout, request.is_input, request.port_index);
  if (channels != request.channel_count) return false;
  const char* const type = port_type(channels);
  if (request.port_type == nullptr || *request.port_type == '\0') return true;  // of any kind
  if (type == nullptr || std::strcmp(request.port_type, type) != 0) return false;
  if (request.port_details == nullptr) return true;
  if (channels.ambisonic_order()) {
    return is_ambix(*static_cast<const clap::AmbisonicConfig*>(request.port_details));
  }
  if (type != clap::kPortSurround) return true;
  const auto* const map = static_cast<const clap::SurroundChannel*>(request.port_details);
  for (std::uint32_t i = 0; i < channels; ++i) {
    if (static_cast<Speaker>(map[i]) != channels.speaker(i)) return false;
  }
  return true;
}

/// The first layout that grants all, the selected one before others; kInvalidId if none does.
clap::Id find_granting(const clap::Plugin* plugin,
                       const clap::AudioPortConfigurationRequest* requests, std::uint32_t count) {
  const auto all = layouts(plugin);
  if (all.empty() || requests == nullptr || Instance::from(plugin).core()->is_active()) {
    return clap::kInvalidId;
  }
  std::size_t at = Instance::from(plugin).core()->selected_layout();
  for (std::size_t next = 0;; at = next++) {
    std::uint32_t granted = 0;
    while (granted < count && grants(all[at], requests[granted])) ++granted;
    if (granted == count) return static_cast<clap::Id>(at);
    if (next == all.size()) return clap::kInvalidId;
  }
}

bool can_apply(const clap::Plugin* plugin, const clap::AudioPortConfigurationRequest* requests,
               std::uint32_t count) {
  return find_granting(plugin, requests, count) != clap::kInvalidId;
}

bool apply(const clap::Plugin* plugin, const clap::AudioPortConfigurationRequest* requests,
           std::uint32_t count) {
  const clap::Id found = find_granting(plugin, requests, count);
  return found != clap::kInvalidId && Instance::from(plugin).core()->select_layout(found);
}

}  // namespace

const clap::PluginSurround kSurround = {is_channel_mask_supported, get_channel_map};
const clap::PluginAmbisonic kAmbisonic = {is_config_supported, get_config};
const clap::PluginConfigurableAudioPorts kConfigurableAudioPorts = {can_apply, apply};

bool has_ports_of(const clap::Plugin* plugin, const char* type) noexcept {
  PortWalk ports(plugin);
  for (Channels channels; ports.next(channels);) {
    if (port_type(channels) == type) return true;
  }
  return false;
}

}  // namespace attacca::clap_wrapper
