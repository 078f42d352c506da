// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/channel_router.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

namespace attacca::core {

namespace {

/// Frames for which there is memory of ours for each channel: some hundred bytes.
constexpr std::uint32_t kOwnFrames = 32;

/// The host's memory for a channel, `offset` bytes on, or null.
std::byte* host_channel(std::span<const PortBuffers> ports, std::size_t port, std::uint32_t channel,
                        std::size_t offset) noexcept {
  if (port >= ports.size() || channel >= ports[port].channel_count()) return nullptr;
  std::byte* data = ports[port].channel(channel);
  return data != nullptr ? data + offset : nullptr;
}

bool is_connected(std::span<const PortBuffers> ports, std::size_t port) noexcept {
  if (port >= ports.size()) return false;
  for (std::uint32_t c = 0; c < ports[port].channel_count(); ++c) {
    if (ports[port].channel(c) != nullptr) return true;
  }
  return false;
}

}  // namespace

// Small rather than fast, as all that does not run in every block.
[[gnu::cold]] void ChannelRouter::allocate(const AudioLayout& layout, std::uint32_t max_frames,
                                           bool takes_doubles) {
  max_frames_ = max_frames;
  own_frames_ = std::min(max_frames, kOwnFrames);
  frames_ = 0;
  apart_bytes_ = 0;
  main_inputs_ = layout.main_inputs;
  main_outputs_ = layout.main_outputs;
  main_channels_ = std::max(main_inputs_, main_outputs_);

  const auto list_ports = [](std::span<const attacca::AuxPort> ports, std::size_t first) {
    std::vector<AuxPort> listed(ports.size());
    for (std::size_t i = 0; i < ports.size(); ++i) {
      listed[i] = {first, ports[i].channels, false};
      first += ports[i].channels;
    }
    return listed;
  };
  const auto channels_of = [](const std::vector<AuxPort>& ports, std::size_t none) {
    return ports.empty() ? none : ports.back().first + ports.back().channels;
  };
  aux_inputs_ = list_ports(layout.aux_inputs, 0);
  aux_outputs_ = list_ports(layout.aux_outputs, main_channels_);
  plain_ = aux_inputs_.empty() && aux_outputs_.empty() && main_inputs_ == main_outputs_;
  inputs_ = decltype(inputs_)(channels_of(aux_inputs_, 0));
  outputs_ = decltype(outputs_)(channels_of(aux_outputs_, main_channels_));
  staging_ = decltype(staging_)(main_inputs_);
  sources_ = decltype(sources_)(main_inputs_);

  const std::size_t own_bytes = own_frames_ * (takes_doubles ? sizeof(double) : sizeof(float));
  memory_ = decltype(memory_)((outputs_.size() + inputs_.size() + staging_.size()) * own_bytes);
  std::byte* next = memory_.data();
  const auto take = [&next, own_bytes] { return std::exchange(next, next + own_bytes); };
  for (Channel& channel : outputs_) channel.own = take();
  for (Channel& channel : inputs_) channel.own = take();
  for (std::byte*& channel : staging_) channel = take();
}

bool ChannelRouter::overlap(const std::byte* a, const std::byte* b) const noexcept {
  const std::less<const std::byte*> before;
  return before(a, b + bytes()) && before(b, a + bytes());
}

bool ChannelRouter::written_to(const std::byte* data, const Channel* except) const noexcept {
  for (std::size_t i = 0; i < placed_; ++i) {
    if (&outputs_[i] != except && overlap(outputs_[i].data, data)) return true;
  }
  return false;
}

void ChannelRouter::place(Channel& channel, std::byte* wanted) noexcept {
  // A host that gives two outputs the same memory gets the first of them.
  channel.data = wanted != nullptr && !written_to(wanted, nullptr) ? wanted : channel.own;
  ++placed_;
}

void ChannelRouter::choose_destinations(const Block& block, std::size_t offset) noexcept {
  placed_ = 0;
  for (std::uint32_t c = 0; c < main_channels_; ++c) {
    place(outputs_[c], c < main_outputs_ ? host_channel(block.outputs, 0, c, offset) : nullptr);
  }
  std::size_t port = main_outputs_ > 0 ? 1 : 0;
  for (AuxPort& aux : aux_outputs_) {
    aux.connected = is_connected(block.outputs, port);
    for (std::uint32_t c = 0; c < aux.channels; ++c) {
      place(outputs_[aux.first + c], host_channel(block.outputs, port, c, offset));
    }
    ++port;
  }
}

/// Whether a channel of the piece has to lie in memory of ours. After choose_destinations().
bool ChannelRouter::needs_own_memory(const Block& block, std::size_t offset) const noexcept {
  for (const Channel& channel : outputs_) {
    if (channel.data == channel.own) return true;
  }
  for (std::uint32_t c = 0; c < main_inputs_; ++c) {
    const std::byte* source = host_channel(block.inputs, 0, c, offset);
    if (source == nullptr || source == outputs_[c].data) continue;
    if (written_to(source, nullptr)) return true;
  }
  std::size_t port = main_inputs_ > 0 ? 1 : 0;
  for (const AuxPort& aux : aux_inputs_) {
    const bool connected = is_connected(block.inputs, port);
    for (std::uint32_t c = 0; connected && c < aux.channels; ++c) {
      const std::byte* given = host_channel(block.inputs, port, c, offset);
      if (given == nullptr || written_to(given, nullptr)) return true;
    }
    ++port;
  }
  return false;
}

void ChannelRouter::route_aux_inputs(const Block& block, std::size_t offset) noexcept {
  std::size_t port = main_inputs_ > 0 ? 1 : 0;
  for (AuxPort& aux : aux_inputs_) {
    aux.connected = is_connected(block.inputs, port);
    for (std::uint32_t c = 0; aux.connected && c < aux.channels; ++c) {
      Channel& channel = inputs_[aux.first + c];
      std::byte* given = host_channel(block.inputs, port, c, offset);
      channel.data = channel.own;
      if (given == nullptr) {
        std::memset(channel.own, 0, bytes());
      } else if (written_to(given, nullptr)) {
        std::memcpy(channel.own, given, bytes());
      } else {
        channel.data = given;
      }
    }
    ++port;
  }
}

void ChannelRouter::copy_main(const Block& block, std::size_t offset) noexcept {
  for (std::uint32_t c = 0; c < main_inputs_; ++c) {
    const std::byte* source = host_channel(block.inputs, 0, c, offset);
    const Channel& own_place = outputs_[c];
    const bool stays = source == own_place.data;
    if (source != nullptr && !stays && written_to(source, nullptr)) {
      std::memcpy(staging_[c], source, bytes());
      source = staging_[c];
    }
    sources_[c] = source;
  }
  for (std::uint32_t c = 0; c < main_channels_; ++c) {
    const std::byte* source = c < main_inputs_ ? sources_[c] : nullptr;
    if (source == nullptr) {
      std::memset(outputs_[c].data, 0, bytes());
    } else if (source != outputs_[c].data) {
      std::memcpy(outputs_[c].data, source, bytes());
    }
  }
}

/// Whether none of the main channels is written where another one is.
bool ChannelRouter::lies_apart(const PortBuffers& in, const PortBuffers& out) const noexcept {
  for (std::size_t c = 0; c < main_channels_; ++c) {
    const std::byte* to = out.channel(c);
    const std::byte* from = in.channel(c);
    if (to == nullptr || from == nullptr) return false;
    if (to != from && overlap(to, from)) return false;
    for (std::size_t other = 0; other < main_channels_; ++other) {
      if (other == c) continue;
      if (overlap(to, in.channel(other)) || overlap(to, out.channel(other))) return false;
    }
  }
  return true;
}

/// Whether the main channels lie where they were found to lie apart before.
inline bool ChannelRouter::lies_as_before(const PortBuffers& in,
                                          const PortBuffers& out) const noexcept {
  if (bytes() > apart_bytes_) return false;
  for (std::size_t c = 0; c < main_channels_; ++c) {
    if (in.channel(c) != sources_[c] || out.channel(c) != outputs_[c].data) return false;
  }
  return true;
}

/// The usual block, which needs none of the general case's care; false if this is not one.
inline bool ChannelRouter::enter_plainly(const Block& block) noexcept {
  if (!plain_ || frames_ != block.frames) return false;
  if (block.inputs.empty() || block.outputs.empty()) return false;
  const PortBuffers& in = block.inputs.front();
  const PortBuffers& out = block.outputs.front();
  if (in.channel_count() < main_channels_ || out.channel_count() < main_channels_) return false;
  if (!lies_as_before(in, out)) {
    if (!lies_apart(in, out)) return false;
    for (std::size_t c = 0; c < main_channels_; ++c) {
      sources_[c] = in.channel(c);
      outputs_[c].data = out.channel(c);
    }
    apart_bytes_ = bytes();
  }
  for (std::size_t c = 0; c < main_channels_; ++c) {
    if (sources_[c] != outputs_[c].data) std::memcpy(outputs_[c].data, sources_[c], bytes());
  }
  return true;
}

std::uint32_t ChannelRouter::enter(const Block& block, std::uint32_t offset,
                                   std::uint32_t frames) noexcept {
  frames_ = frames;
  sample_bytes_ = block.sample_bytes();
  if (!enter_plainly(block)) enter_carefully(block, offset * sample_bytes_);
  return frames_;
}

void ChannelRouter::enter_carefully(const Block& block, std::size_t offset) noexcept {
  apart_bytes_ = 0;
  choose_destinations(block, offset);
  if (frames_ > own_frames_ && needs_own_memory(block, offset)) {
    frames_ = own_frames_;
    choose_destinations(block, offset);
  }
  route_aux_inputs(block, offset);
  copy_main(block, offset);
  for (std::size_t i = main_channels_; i < outputs_.size(); ++i) {
    std::memset(outputs_[i].data, 0, bytes());
  }
}

bool ChannelRouter::is_known_output(const Block& block, const std::byte* data) const noexcept {
  for (std::size_t port = 0; port < block.outputs.size(); ++port) {
    for (std::uint32_t c = 0; c < known_outputs(port); ++c) {
      if (host_channel(block.outputs, port, c, 0) == data) return true;
    }
  }
  return false;
}

void ChannelRouter::clear_port_beyond(const Block& block, std::size_t port,
                                      std::uint32_t known) const noexcept {
  for (std::uint32_t c = known; c < block.outputs[port].channel_count(); ++c) {
    std::byte* data = host_channel(block.outputs, port, c, 0);
    if (data != nullptr && !is_known_output(block, data)) {
      std::memset(data, 0, block.frames * block.sample_bytes());
    }
  }
}

void ChannelRouter::clear_outputs(const Block& block) noexcept {
  for (std::size_t port = 0; port < block.outputs.size(); ++port) {
    for (std::uint32_t c = 0; c < block.outputs[port].channel_count(); ++c) {
      std::byte* data = host_channel(block.outputs, port, c, 0);
      if (data != nullptr) std::memset(data, 0, block.frames * block.sample_bytes());
    }
  }
}

}  // namespace attacca::core
