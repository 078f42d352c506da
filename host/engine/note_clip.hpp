// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "host/plugin/note_event.hpp"
#include "midi_file/file.hpp"

namespace attacca::host {

/// Notes, MIDI and modulation in memory, each at a frame of the engine: what a track plays to its
/// plugin besides audio.
class NoteClip {
 public:
  struct Item {
    std::uint64_t position = 0;  ///< Frames since the engine's start.
    NoteEvent event;             ///< Its frame is filled in when it is played.
  };

  NoteClip() = default;
  NoteClip(NoteClip&&) = default;
  NoteClip& operator=(NoteClip&&) = default;

  /// Adds an event; the bytes of a SysEx are copied. [main]
  void add(std::uint64_t position, const NoteEvent& event);
  /// Adds a file's messages for port 0 at a rate: notes with ids of their own, which their ends
  /// have as well; all else as MIDI. [main]
  void add(const midi_file::File& file, double sample_rate);
  /// Sorts by position; equal positions keep their order. Before it is played. [main]
  void sort();

  [[nodiscard]] std::span<const Item> items() const noexcept { return items_; }
  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }

 private:
  std::vector<Item> items_;
  std::vector<std::vector<std::uint8_t>> bytes_;  ///< What the items' SysEx point into.
  std::int32_t next_id_ = 0;
};

}  // namespace attacca::host
