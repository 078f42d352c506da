// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace attacca::midi_file {

/// What a file may be at most.
inline constexpr std::size_t kLargest = std::size_t{16} << 20;  ///< Bytes.
inline constexpr std::size_t kMostEvents = 2'000'000;           ///< Messages, tempos and metres.
inline constexpr double kLongest = 86'400.0;                    ///< Seconds.

/// A channel message, a system message of 1 to 3 bytes, or a SysEx from F0 to F7.
struct Message {
  double seconds = 0.0;    ///< Since the file's beginning.
  std::size_t offset = 0;  ///< Of its bytes.
  std::size_t size = 0;
  std::uint64_t tick = 0;   ///< Since the file's beginning.
  double beats = 0.0;       ///< Quarter notes since the file's beginning.
  std::uint32_t track = 0;  ///< Its number, from 0.
};

/// From here on this many quarter notes a minute.
struct Tempo {
  double beats = 0.0;
  double seconds = 0.0;
  double per_minute = 120.0;
};

/// From here on this time signature.
struct Metre {
  double beats = 0.0;
  int numerator = 4;
  int denominator = 4;  ///< A power of two: 4 are quarter notes.
};

/// What one track says about itself, and what was counted in it.
struct Track {
  std::string name;        ///< The first that it gives itself (meta event 3), UTF-8; may be empty.
  std::string instrument;  ///< Likewise, of its instrument (meta event 4).
  std::uint16_t channels = 0;  ///< Bit n: it has messages of channel n.
  /// The first program that it chooses on each channel, 0..127; -1: none.
  std::array<std::int16_t, 16> programs = {-1, -1, -1, -1, -1, -1, -1, -1,
                                           -1, -1, -1, -1, -1, -1, -1, -1};
  int port = -1;          ///< Of several MIDI outputs (meta event 0x21); -1: it says none.
  std::size_t notes = 0;  ///< How many begin.
  int lowest_key = -1;    ///< Of its notes, 0..127; -1: it has none.
  int highest_key = -1;
  double end_beats = 0.0;  ///< Where it ends.
};

/// A Standard MIDI File as it is played: the messages of all tracks in order of time, the tempo map
/// applied, and what belongs to which track.
///
///     auto song = midi_file::read("song.mid");
///     for (const midi_file::Message& message : song->messages) {
///       play(message.beats, song->tracks[message.track].name, song->bytes_of(message));
///     }
///
/// A file in SMPTE time knows no quarter notes: half a second counts as one.
struct File {
  std::vector<Message> messages;
  std::vector<std::uint8_t> bytes;
  double seconds = 0.0;                 ///< The end of the longest track.
  double tempo = 120.0;                 ///< At the beginning, in quarter notes per minute.
  std::vector<std::string> notes;       ///< What was passed over or put right, in sentences.
  int format = 0;                       ///< 0..2
  std::uint32_t ticks_per_quarter = 0;  ///< 0: SMPTE time
  double beats = 0.0;                   ///< The end of the longest track, in quarter notes.
  std::vector<Track> tracks;
  std::vector<Tempo> tempos;  ///< In order of time; before the first one 120 applies.
  std::vector<Metre> metres;  ///< In order of time; before the first one 4/4 applies.

  [[nodiscard]] std::span<const std::uint8_t> bytes_of(const Message& message) const noexcept {
    return std::span(bytes).subspan(message.offset, message.size);
  }
  /// Quarter notes to seconds and back by the tempo map, both from the file's beginning, and both
  /// beyond its end as well. [any]
  [[nodiscard]] double seconds_at(double at_beats) const noexcept;
  [[nodiscard]] double beats_at(double at_seconds) const noexcept;
};

}  // namespace attacca::midi_file
