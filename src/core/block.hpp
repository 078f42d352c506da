// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "attacca/audio_layout.hpp"
#include "attacca/process_context.hpp"
#include "params/param_events.hpp"

namespace attacca::core {

/// One port's channels as the host handed them over: channels × Block::frames, float or double.
/// Null arrays and null channels are allowed (a bus that is switched off): they read as silence and
/// swallow what is written.
class PortBuffers {
 public:
  PortBuffers() = default;
  PortBuffers(std::nullptr_t, std::uint32_t) noexcept {}
  PortBuffers(float* const* channels, std::uint32_t count) noexcept
      : channels_(static_cast<const void*>(channels)), count_(channels == nullptr ? 0 : count) {}
  PortBuffers(double* const* channels, std::uint32_t count) noexcept
      : channels_(static_cast<const void*>(channels)), count_(channels == nullptr ? 0 : count) {}

  /// 0 where there is no array.
  [[nodiscard]] std::uint32_t channel_count() const noexcept { return count_; }
  /// The first sample of channel `index` (below channel_count()), or null.
  [[nodiscard]] std::byte* channel(std::size_t index) const noexcept {
    // Whatever they point to, pointers are of one kind in memory.
    std::byte* data;
    const std::byte* const from = static_cast<const std::byte*>(channels_) + index * sizeof data;
    std::memcpy(static_cast<void*>(&data), from, sizeof data);
    return data;
  }

 private:
  const void* channels_ = nullptr;
  std::uint32_t count_ = 0;
};

/// One callback of the host. Ports are in the order of the layout: main (if it has channels), then
/// aux. There may be fewer ports, or fewer channels in them, than the layout says; inputs and
/// outputs may share memory.
struct Block {
  std::uint32_t frames = 0;
  bool has_doubles = false;  ///< 64 bit samples; only for plugins that take them
  std::span<const PortBuffers> inputs;
  std::span<const PortBuffers> outputs;
  const detail::TransportSource* transport = nullptr;  ///< null: the host does not say
  HostClock clock;                                     ///< at the first frame
  ProcessMode mode = ProcessMode::realtime;
  /// What the format means by the points of a parameter: straight lines between them, or steps.
  bool points_are_lines = false;
  ParamEventSource* events_in = nullptr;  ///< null: none
  ParamEventSink* events_out = nullptr;   ///< null: nobody listens now; values stay pending

  [[nodiscard]] std::size_t sample_bytes() const noexcept {
    return has_doubles ? sizeof(double) : sizeof(float);
  }
};

}  // namespace attacca::core
