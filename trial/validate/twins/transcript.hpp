// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>

#include "trial/validate/check_context.hpp"
#include "trial/validate/playback.hpp"

namespace attacca::validate {

/// The blocks that twins play.
inline constexpr std::uint32_t kTwinFrames = 64;

/// Writes a line of a twin's transcript. [main]
void write(CheckContext& context, const std::string& key, const std::string& value);

/// A short name for a block's samples: FNV-1a, 64 bit, over their bits, and the peak for people.
/// [main]
[[nodiscard]] std::string fingerprint(const Playback& playback);

/// A position in a range, in nine digits; the way there through plain values costs a digit or two.
/// [main]
[[nodiscard]] std::string position_text(double position);

/// The scenario of notes: what is played to both, and what both send. [main]
void twin_notes(CheckContext& context);

/// The scenario of presets: their names, and what each sets. [main]
void twin_presets(CheckContext& context);

/// Each loads what the other has saved; Subject::twin is the other one. [main]
void twin_cross_load(CheckContext& context);

}  // namespace attacca::validate
