// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "abi/clap/audio_buffer.hpp"
#include "abi/clap/events.hpp"

namespace attacca::clap {

/// What Plugin::process asks the host to do next.
enum class ProcessStatus : std::int32_t {
  error = 0,                  ///< discard the output
  continue_ = 1,              ///< call again
  continue_if_not_quiet = 2,  ///< may pause once the output is silent
  tail = 3,                   ///< may pause after PluginTail::get samples; needs that extension
  sleep = 4,                  ///< may pause until an event comes or the input changes
};

/// One block of work. Filled by the host; every pointer ends with the process call.
struct Process {
  /// Samples since some start, growing by at least frames_count per block; -1 if unknown.
  std::int64_t steady_time;
  /// Differs from block to block, within the limits given to Plugin::activate.
  std::uint32_t frames_count;
  /// State at frame 0; null means free running.
  const EventTransport* transport;
  /// One per input port. The samples are read-only unless the port works in place.
  const AudioBuffer* audio_inputs;
  /// One per output port. Every frame is to be written and none past frames_count.
  AudioBuffer* audio_outputs;
  std::uint32_t audio_inputs_count;
  std::uint32_t audio_outputs_count;
  const InputEvents* in_events;
  /// Times below frames_count, in order.
  const OutputEvents* out_events;
};

}  // namespace attacca::clap
