// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The clocks that the host lays beside a block, from ProcessContext::clock():
//
//     const attacca::HostClock clock = context.clock();
//     if (clock.steady_samples) loop.follow(*clock.steady_samples, now());
//
// Audio thread, plain data, for the first frame of the buffer. They go on while the transport
// stands still and do not jump with it: for what is tied to the time outside, as a network is.

#include <cstdint>
#include <optional>

namespace attacca {

/// What the host says about time that passes beside its timeline. What it does not say is absent.
/// All members [any].
struct HostClock {
  /// Samples since a moment of the host's choice. May begin anew when the plugin is reset. From
  /// VST3's ProcessContext::continousTimeSamples and CLAP's clap_process.steady_time.
  std::optional<std::int64_t> steady_samples;
  /// Nanoseconds of the host's own clock, whose beginning nobody knows: only differences mean
  /// something. From VST3's ProcessContext::systemTime; CLAP has no such thing.
  std::optional<std::int64_t> system_ns;
};

}  // namespace attacca
