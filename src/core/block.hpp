// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <span>

#include "attacca/audio_layout.hpp"
#include "attacca/process_context.hpp"
#include "params/param_events.hpp"

namespace attacca::core {

/// One port's channels as the host handed them over: channels × Block::frames, 32 bit float. Null
/// arrays and null channels are allowed (a bus that is switched off): they read as silence and
/// swallow what is written.
struct PortBuffers {
  float* const* channels = nullptr;
  std::uint32_t channel_count = 0;
};

/// One callback of the host. Ports are in the order of the layout: main (if it has channels), then
/// aux. There may be fewer ports, or fewer channels in them, than the layout says; inputs and
/// outputs may share memory.
struct Block {
  std::uint32_t frames = 0;
  std::span<const PortBuffers> inputs;
  std::span<const PortBuffers> outputs;
  const detail::TransportSource* transport = nullptr;  ///< null: the host does not say
  ProcessMode mode = ProcessMode::realtime;
  /// What the format means by the points of a parameter: straight lines between them, or steps.
  bool points_are_lines = false;
  ParamEventSource* events_in = nullptr;  ///< null: none
  ParamEventSink* events_out = nullptr;   ///< null: nobody listens now; values stay pending
};

}  // namespace attacca::core
