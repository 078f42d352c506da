// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "parlando/score/json_fields.hpp"

namespace parlando::score {

/// Keys from the lowest to the highest one, both within, 0..127.
struct KeyRange {
  int lowest = 0;
  int highest = 127;

  [[nodiscard]] bool has(int key) const noexcept { return key >= lowest && key <= highest; }
  friend bool operator==(const KeyRange&, const KeyRange&) = default;
};

/// "G3 to E7". [any]
[[nodiscard]] std::string text_of(KeyRange range);

/// A way of playing, and how the instrument is told to play so: by one or several of these.
struct Articulation {
  std::string name;
  std::optional<int> key_switch;  ///< The key as it is sent, 0..127.
  bool is_held = false;           ///< The key switch is held as long as the notes last.
  std::optional<int> controller;  ///< 0..127
  int controller_value = 127;     ///< 0..127
  std::optional<int> program;     ///< 0..127
  std::optional<int> channel;     ///< 0..15; notes go there
  double latency = 0.0;           ///< Seconds, 0..1, beyond the instrument's own.

  friend bool operator==(const Articulation&, const Articulation&) = default;
};

/// What a controller does.
struct ControllerUse {
  int controller = 0;  ///< 0..127
  std::string does;    ///< In words: "dynamics", "vibrato".

  friend bool operator==(const ControllerUse&, const ControllerUse&) = default;
};

/// What one instrument can do, or a section of several: the content of NAME.parlando
/// (docs/parlando/instruments.md).
struct Instrument {
  std::string name = {};
  std::string description = {};
  std::vector<std::string> aliases = {};  ///< What tracks may call it.
  std::string family = {};                ///< One of families(), or empty.
  std::vector<std::string> section =
      {};               ///< The musicians that play it, from the highest; all else is then theirs.
  KeyRange range = {};  ///< As it sounds.
  std::optional<KeyRange> comfortable = {};
  int transposition = 0;  ///< Semitones that it sounds above the key that it is sent, -48..48.
  int polyphony = 0;      ///< Notes at a time; 0: as many as you like.
  double latency = 0.0;   ///< Seconds from a note-on to its sound, 0..1.
  std::vector<Articulation> articulations = {};  ///< The first one is the usual one.
  std::vector<ControllerUse> controllers = {};

  [[nodiscard]] bool is_section() const noexcept { return !section.empty(); }
  /// The one of that name, in any case; of an empty name the usual one. Null: there is none. [any]
  [[nodiscard]] const Articulation* articulation(std::string_view called) const noexcept;
  friend bool operator==(const Instrument&, const Instrument&) = default;
};

/// The largest definition that is read, in bytes.
inline constexpr std::size_t kLargestInstrument = std::size_t{256} << 10;

/// Words for `family`: strings, woodwind, brass … [any]
[[nodiscard]] const std::vector<std::string>& families();

/// Reads a definition. [any] Errors: "articulations[2].key_switch: what is wrong and what is
/// expected", the first one; also what makes no sense together.
[[nodiscard]] attacca::Result<Instrument> parse_instrument(std::string_view text);

/// The definition as a file holds it, indented; what is as usual is left out. [any]
[[nodiscard]] std::string print_instrument(const Instrument& instrument);
/// The same as JSON. [any]
[[nodiscard]] Json json_of(const Instrument& instrument);

}  // namespace parlando::score
