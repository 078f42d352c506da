// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/port_memory.hpp"

#include <algorithm>
#include <cstddef>

#include "host/plugin/channel_fold.hpp"

namespace attacca::host {

PortMemory::Side::Side(const std::vector<PortInfo>& ports, std::uint32_t max_frames) {
  std::size_t count = 0;
  for (const PortInfo& port : ports) count += port.channel_count;
  samples.resize(count * max_frames);
  channels.resize(count);
  for (std::size_t i = 0; i < count; ++i) channels[i] = samples.data() + i * max_frames;
  std::size_t first = 0;
  for (const PortInfo& port : ports) {
    buffers.push_back({std::span<float* const>(channels).subspan(first, port.channel_count), 0});
    first += port.channel_count;
  }
}

PortMemory::PortMemory(const PortLayout& layout, std::uint32_t max_frames)
    : inputs_(layout.inputs, max_frames), outputs_(layout.outputs, max_frames) {}

void PortMemory::load(std::span<const float* const> source, std::uint32_t frames,
                      std::span<const float* const> sidechain) noexcept {
  for (std::size_t port = 0; port < inputs_.buffers.size(); ++port) {
    const auto channels = inputs_.buffers[port].channels;
    const auto from = port == 0 ? source : port == 1 ? sidechain : std::span<const float* const>();
    for (std::size_t i = 0; i < channels.size(); ++i) {
      if (i < from.size()) {
        std::copy_n(from[i], frames, channels[i]);
      } else {
        std::fill_n(channels[i], frames, 0.0f);
      }
    }
    if (channels.size() == 1 && from.size() > 1) {
      const float share = 1.0f / static_cast<float>(from.size());
      for (std::uint32_t i = 0; i < frames; ++i) {
        float sum = 0.0f;
        for (const float* const channel : from) sum += channel[i];
        channels[0][i] = sum * share;
      }
    }
  }
}

void PortMemory::store(std::span<float* const> target, std::uint32_t frames) const noexcept {
  if (outputs_.buffers.empty()) return;
  const auto channels = outputs_.buffers.front().channels;
  if (channels.empty()) return;
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (i < channels.size()) {
      std::copy_n(channels[i], frames, target[i]);
    } else if (channels.size() == 1) {
      std::copy_n(channels[0], frames, target[i]);
    } else {
      std::fill_n(target[i], frames, 0.0f);
    }
  }
  for_each_folded(channels.size(), target.size(),
                  [&](std::size_t from, std::size_t to, float gain) {
                    for (std::uint32_t i = 0; i < frames; ++i) {
                      target[to][i] += gain * channels[from][i];
                    }
                  });
  if (target.size() == 1 && channels.size() > 1) {
    const float share = 1.0f / static_cast<float>(channels.size());
    for (std::uint32_t i = 0; i < frames; ++i) target[0][i] *= share;
  }
}

}  // namespace attacca::host
