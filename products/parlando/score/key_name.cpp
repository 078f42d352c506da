// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/key_name.hpp"

#include <array>
#include <cassert>

namespace parlando::score {
namespace {

constexpr std::array<int, 7> kStepOf = {9, 11, 0, 2, 4, 5, 7};  // A to G, above C

/// How far the accidental at the front moves a key, and how many bytes it has; 0 bytes: none.
struct Accidental {
  int by = 0;
  std::size_t bytes = 0;
};

Accidental accidental_of(std::string_view text) noexcept {
  if (text.starts_with('#')) return {1, 1};
  if (text.starts_with('b')) return {-1, 1};
  if (text.starts_with("♯")) return {1, 3};
  if (text.starts_with("♭")) return {-1, 3};
  return {};
}

}  // namespace

std::optional<int> key_called(std::string_view name) noexcept {
  if (name.empty()) return std::nullopt;
  const char letter = static_cast<char>(name.front() & ~0x20);
  if (letter < 'A' || letter > 'G') return std::nullopt;
  int key = kStepOf[static_cast<std::size_t>(letter - 'A')];
  name.remove_prefix(1);
  for (int i = 0; i < 2; ++i) {
    const Accidental accidental = accidental_of(name);
    key += accidental.by;
    name.remove_prefix(accidental.bytes);
  }
  const bool is_below = name.starts_with('-');
  if (is_below) name.remove_prefix(1);
  if (name.size() != 1 || name[0] < '0' || name[0] > '9') return std::nullopt;
  const int octave = is_below ? -(name[0] - '0') : name[0] - '0';
  if (octave < -1 || (is_below && octave == 0)) return std::nullopt;
  key += 12 * (octave + 1);
  if (key < 0 || key > 127) return std::nullopt;
  return key;
}

std::string name_of_key(int key) {
  assert(key >= 0 && key <= 127);
  constexpr std::array kNames = {"C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"};
  return kNames[static_cast<std::size_t>(key % 12)] + std::to_string(key / 12 - 1);
}

}  // namespace parlando::score
