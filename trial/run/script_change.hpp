// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "host/plugin/track_info.hpp"
#include "trial/run/script_line.hpp"

namespace attacca::trial {

/// The fields that one line of a script sets, from which each repetition is made.
class ScriptChange {
 public:
  /// Takes `FIELD VALUE` pairs to the line's end. False with a mistake on the line.
  bool read(ScriptLine& line);

  /// What repetition `n` of `count` says; `n` counts from 1.
  [[nodiscard]] host::TrackInfo at(std::size_t n, std::size_t count) const;

 private:
  bool read_field(ScriptLine& line, const ScriptWord& field);
  bool read_color(ScriptLine& line);

  host::TrackInfo fixed_;
  std::optional<ScriptText> name_;
  std::optional<ScriptText> uid_;
  bool is_rainbow_ = false;
  std::vector<std::string_view> seen_;
};

/// The colour at a place on the colour wheel, 0..1, at full saturation. Formula: HSV to RGB.
[[nodiscard]] host::Color color_of_hue(double hue) noexcept;

/// Takes a number in a range, or notes a mistake that says what was `expected`.
[[nodiscard]] std::optional<double> take_number(ScriptLine& line, double minimum, double maximum,
                                                std::string_view expected);
/// The same for whole numbers.
[[nodiscard]] std::optional<std::uint32_t> take_count(ScriptLine& line, std::uint32_t minimum,
                                                      std::uint32_t maximum,
                                                      std::string_view expected);

/// The fields' names, for messages.
inline constexpr std::string_view kScriptFields =
    "name, color, role, index, uid, channels, location, volume, pan, mute or solo";

/// Whether the word is one of them.
[[nodiscard]] bool is_script_field(std::string_view word) noexcept;

}  // namespace attacca::trial
