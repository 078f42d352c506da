// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/plugin/note_event.hpp"

namespace attacca::trial {

/// What a plugin sent in a run. [main]
class NoteRecording {
 public:
  static constexpr std::size_t kMost = 1'000'000;

  /// Copies it. Beyond kMost events are only counted.
  void add(const host::NoteReport& report);

  [[nodiscard]] std::size_t count() const noexcept { return count_; }

  /// A Standard MIDI File of format 0 whose ticks are the frames, where the rate allows that (whole
  /// and even, below 131,068 Hz), else the nearest of 48,000 a second. Notes of all ports; their
  /// ends, chokes as note-offs, expressions but for pressure not at all. Until frame `end`.
  [[nodiscard]] std::string midi_file(double sample_rate, std::uint64_t end) const;
  /// Lines of a script (docs/run-script.md) that plays the same, with `note end` as comments. Until
  /// frame `end`.
  [[nodiscard]] std::string script(double sample_rate, std::uint64_t end) const;
  /// How many events midi_file() cannot hold.
  [[nodiscard]] std::size_t unfit_for_midi(std::uint64_t end) const;

 private:
  struct Event {
    host::NoteEvent event;
    std::uint64_t position;
    std::vector<std::uint8_t> bytes;
  };

  std::vector<Event> events_;
  std::size_t count_ = 0;
};

}  // namespace attacca::trial
