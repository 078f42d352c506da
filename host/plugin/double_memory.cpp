// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/double_memory.hpp"

#include <cmath>
#include <cstddef>

namespace attacca::host {

DoubleMemory::Side::Side(const std::vector<PortInfo>& ports, std::uint32_t max_frames) {
  std::size_t count = 0;
  for (const PortInfo& port : ports) count += port.channel_count;
  samples.resize(count * max_frames);
  channels.resize(count);
  for (std::size_t i = 0; i < count; ++i) channels[i] = samples.data() + i * max_frames;
  std::size_t first = 0;
  for (const PortInfo& port : ports) {
    PortBuffers& buffer = buffers.emplace_back();
    buffer.doubles = std::span<double* const>(channels).subspan(first, port.channel_count);
    first += port.channel_count;
  }
}

DoubleMemory::DoubleMemory(const PortLayout& layout, std::uint32_t max_frames)
    : inputs_(layout.inputs, max_frames), outputs_(layout.outputs, max_frames) {}

std::span<const PortBuffers> DoubleMemory::load(std::span<const PortBuffers> from, Side& to,
                                                std::uint32_t frames) noexcept {
  const std::size_t ports = std::min(from.size(), to.buffers.size());
  for (std::size_t port = 0; port < ports; ++port) {
    to.buffers[port].silent_channels = from[port].silent_channels;
    const auto doubles = to.buffers[port].doubles;
    for (std::size_t c = 0; c < std::min(doubles.size(), from[port].channels.size()); ++c) {
      std::copy_n(from[port].channels[c], frames, doubles[c]);
    }
  }
  return std::span<const PortBuffers>(to.buffers).first(ports);
}

namespace {

/// What is a normal number with 64 bits shall not become a denormal one with 32 here: it is
/// silence.
float to_float(double sample) noexcept {
  constexpr double kSmallest = 0x1p-126;  // of normal floats
  return std::abs(sample) < kSmallest ? 0.0f : static_cast<float>(sample);
}

}  // namespace

void DoubleMemory::store(std::span<const PortBuffers> from, std::span<PortBuffers> to,
                         std::uint32_t frames) noexcept {
  for (std::size_t port = 0; port < from.size(); ++port) {
    to[port].silent_channels = from[port].silent_channels;
    const auto doubles = from[port].doubles;
    for (std::size_t c = 0; c < std::min(doubles.size(), to[port].channels.size()); ++c) {
      std::transform(doubles[c], doubles[c] + frames, to[port].channels[c], to_float);
    }
  }
}

}  // namespace attacca::host
