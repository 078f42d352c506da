// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string_view>

#include "attacca/base/result.hpp"
#include "host/engine/audio_clip.hpp"

namespace attacca::trial {

/// One second to be played in a loop, the same on all channels but for noise: "noise" (quiet:
/// ±0.05), "silence", "impulse" (one sample of 1), "sine" (1 kHz, ±0.25) or "sweep" (20 Hz to 20
/// kHz or half the rate, logarithmic, ±0.25). The same samples each time. `rate` in Hz. [any]
/// Errors: no such signal; the message names those there are.
[[nodiscard]] Result<host::AudioClip> test_signal(std::string_view name, double rate,
                                                  std::uint32_t channels);

}  // namespace attacca::trial
