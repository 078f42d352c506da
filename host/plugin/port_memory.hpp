// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "host/plugin/port_layout.hpp"
#include "host/plugin/process_block.hpp"

namespace attacca::host {

/// The sample memory of one instance: a buffer for every channel of every port. Plugins never share
/// memory with each other or with the engine, so that none can spoil what another one reads.
class PortMemory {
 public:
  /// Allocates for blocks of up to `max_frames`. [main]
  PortMemory(const PortLayout& layout, std::uint32_t max_frames);

  [[nodiscard]] std::span<const PortBuffers> inputs() const noexcept { return inputs_.buffers; }
  [[nodiscard]] std::span<PortBuffers> outputs() noexcept { return outputs_.buffers; }

  /// Fills the main input from `source`: channel by channel; a mono input gets the mean of all, an
  /// input with more channels than the source gets silence in the rest. The second input gets
  /// `sidechain` in the same way. Other inputs are silent. [audio]
  void load(std::span<const float* const> source, std::uint32_t frames,
            std::span<const float* const> sidechain = {}) noexcept;
  /// Copies the main output to `target`: a mono output goes to all channels, missing channels
  /// become silent, surplus ones are mixed in (channel_fold.hpp). Leaves `target` alone when there
  /// is no output. [audio]
  void store(std::span<float* const> target, std::uint32_t frames) const noexcept;

 private:
  struct Side {
    Side(const std::vector<PortInfo>& ports, std::uint32_t max_frames);
    std::vector<float> samples;
    std::vector<float*> channels;
    std::vector<PortBuffers> buffers;
  };

  Side inputs_;
  Side outputs_;
};

}  // namespace attacca::host
