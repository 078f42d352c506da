// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "host/plugin/note_event.hpp"

namespace attacca::host {

/// The notes that were begun and not ended, so that an event for "all notes" or for a key can be
/// sent to each of them where a format needs that. Fixed room. All members [audio].
class SoundingNotes {
 public:
  static constexpr std::size_t kMost = 1024;

  struct Note {
    std::int32_t note_id = -1;
    std::int16_t port = 0;
    std::int16_t channel = 0;
    std::int16_t key = 0;
  };

  /// Beyond kMost the oldest is forgotten.
  void begin(const NoteEvent& on) noexcept {
    if (count_ == kMost) std::move(notes_.begin() + 1, notes_.begin() + count_--, notes_.begin());
    notes_[count_++] = {on.note_id, on.port, on.channel, on.key};
  }

  /// Whether `event` means `note`: ids that both know decide, else port, channel and key, where -1
  /// stands for all. Source: CLAP's events.h.
  [[nodiscard]] static bool is_meant(const NoteEvent& event, const Note& note) noexcept {
    if (event.note_id >= 0 && note.note_id >= 0) return event.note_id == note.note_id;
    const auto agrees = [](std::int16_t wanted, std::int16_t is) {
      return wanted < 0 || wanted == is;
    };
    return agrees(event.port, note.port) && agrees(event.channel, note.channel) &&
           agrees(event.key, note.key);
  }

  /// Calls `use(const Note&)` for each that `event` means.
  template <typename Use>
  void for_each_meant(const NoteEvent& event, Use&& use) const noexcept {
    for (std::size_t i = 0; i < count_; ++i) {
      if (is_meant(event, notes_[i])) use(notes_[i]);
    }
  }

  /// Forgets those that `event` means.
  void end(const NoteEvent& event) noexcept {
    const auto last = std::remove_if(notes_.begin(), notes_.begin() + count_,
                                     [&event](const Note& note) { return is_meant(event, note); });
    count_ = static_cast<std::size_t>(last - notes_.begin());
  }

  void clear() noexcept { count_ = 0; }
  [[nodiscard]] std::size_t size() const noexcept { return count_; }

 private:
  std::array<Note, kMost> notes_ = {};
  std::size_t count_ = 0;
};

}  // namespace attacca::host
