// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "parlando/probe/performance.hpp"

namespace parlando::probe {

// What can be told of a stretch of a recording. Times are seconds; what lies beyond its end is
// silent. [not audio]

/// What counts as silence, in dB of full scale.
inline constexpr double kSilence = -80;

/// The largest value of either channel in [from, to), 0 for silence.
[[nodiscard]] double peak(const Recording& recording, double from, double to);
/// The mean power of both channels, in dB of full scale, at least -200.
[[nodiscard]] double level(const Recording& recording, double from, double to);
/// How much louder the left one is, in dB, at most 60 either way.
[[nodiscard]] double leaning(const Recording& recording, double from, double to);
/// When either channel first exceeds `threshold` in [from, to).
[[nodiscard]] std::optional<double> onset(const Recording& recording, double from, double to,
                                          double threshold);

/// The power of what is heard from `from` on, for 2^`order` samples, in equal steps from 0 Hz to
/// half the rate; both channels added. Hann window.
[[nodiscard]] std::vector<double> spectrum(const Recording& recording, double from,
                                           std::size_t order = 15);
/// The same in 24 bands of equal width for the ear (Bark), in dB, at least -140. Source of the
/// edges: E. Zwicker, "Subdivision of the audible frequency range into critical bands", JASA 33
/// (1961).
[[nodiscard]] std::vector<double> bands(const Recording& recording, double from);
/// How far apart two of them are, in dB: the mean over the bands within 50 dB of the loudest.
[[nodiscard]] double distance(std::span<const double> a, std::span<const double> b);
/// The middle of the spectrum's power on the ear's scale, 0..24 Bark.
[[nodiscard]] double brightness(std::span<const double> bands);

/// The key that sounds, 0..127 and in between, where it has a pitch: by the first deep dip of the
/// normalized difference function. Source: A. de Cheveigné, H. Kawahara, "YIN", JASA 111 (2002).
[[nodiscard]] std::optional<double> pitch(const Recording& recording, double from);

}  // namespace parlando::probe
