// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Which notes an event is about. A field that is -1 stands for all:
//
//     attacca::NoteAddress{.note_id = 7}.matches(voice.address)
//     attacca::NoteAddress{}  // every note of every port
//
// Any thread, plain data. Hosts that know no note ids send -1: key and channel find the note then.

#include <cstdint>

namespace attacca {

/// Which notes an event is about; -1 stands for all. All members [any].
struct NoteAddress {
  std::int32_t note_id = -1;  ///< the host's id of one sounding note
  std::int16_t port = -1;     ///< index among the note ports
  std::int16_t channel = -1;  ///< 0..15
  std::int16_t key = -1;      ///< 0..127, 60 is middle C

  /// Whether a note that sounds at `note` is meant. What either side does not know decides nothing;
  /// ids that both know decide alone: hosts retune sounding notes. An id without a key is never a
  /// note that has no id.
  [[nodiscard]] constexpr bool matches(const NoteAddress& note) const noexcept {
    if (note_id >= 0) {
      if (note.note_id >= 0) return note_id == note.note_id;
      if (key < 0) return false;
    }
    return agrees(port, note.port) && agrees(channel, note.channel) && agrees(key, note.key);
  }

  /// Whether it names no note in particular.
  [[nodiscard]] constexpr bool is_for_all() const noexcept {
    return note_id < 0 && port < 0 && channel < 0 && key < 0;
  }

  friend constexpr bool operator==(const NoteAddress&, const NoteAddress&) = default;

 private:
  static constexpr bool agrees(std::int16_t a, std::int16_t b) noexcept {
    return a < 0 || b < 0 || a == b;
  }
};

}  // namespace attacca
