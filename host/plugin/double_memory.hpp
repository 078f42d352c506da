// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "host/plugin/port_layout.hpp"
#include "host/plugin/process_block.hpp"

namespace attacca::host {

/// 64-bit samples for a plugin that plays them, in an engine that has 32-bit ones.
class DoubleMemory {
 public:
  /// Allocates for blocks of up to `max_frames`. [main]
  DoubleMemory(const PortLayout& layout, std::uint32_t max_frames);

  /// Calls `process` with the block's samples as 64-bit ones and takes what comes out of it back.
  /// Blocks that have 64-bit samples already go through as they are. [audio]
  template <typename Process>
  ProcessStatus convert(ProcessBlock& block, Process&& process) noexcept {
    const auto has_doubles = [](const PortBuffers& port) { return !port.doubles.empty(); };
    if (block.frames == 0 || std::ranges::any_of(block.inputs, has_doubles) ||
        std::ranges::any_of(block.outputs, has_doubles)) {
      return process(block);
    }
    ProcessBlock wide = block;
    wide.inputs = load(block.inputs, inputs_, block.frames);
    const auto outputs =
        std::span(outputs_.buffers).first(std::min(block.outputs.size(), outputs_.buffers.size()));
    wide.outputs = outputs;
    const ProcessStatus status = process(wide);
    store(outputs, block.outputs, block.frames);
    return status;
  }

 private:
  struct Side {
    Side(const std::vector<PortInfo>& ports, std::uint32_t max_frames);
    std::vector<double> samples;
    std::vector<double*> channels;
    std::vector<PortBuffers> buffers;
  };

  static std::span<const PortBuffers> load(std::span<const PortBuffers> from, Side& to,
                                           std::uint32_t frames) noexcept;
  static void store(std::span<const PortBuffers> from, std::span<PortBuffers> to,
                    std::uint32_t frames) noexcept;

  Side inputs_;
  Side outputs_;
};

}  // namespace attacca::host
