// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// A Standard MIDI File as it is played: the messages of all tracks in order of time, with the
/// tempo map applied.
struct MidiFile {
  /// A channel message, a system message of 1 to 3 bytes, or a SysEx from F0 to F7.
  struct Message {
    double seconds = 0.0;    ///< Since the file's beginning.
    std::size_t offset = 0;  ///< Of its bytes.
    std::size_t size = 0;
  };

  std::vector<Message> messages;
  std::vector<std::uint8_t> bytes;
  double seconds = 0.0;            ///< The end of the longest track.
  double tempo = 120.0;            ///< At the beginning, in quarter notes per minute.
  std::vector<std::string> notes;  ///< What was passed over or put right, in sentences.

  [[nodiscard]] std::span<const std::uint8_t> bytes_of(const Message& message) const noexcept {
    return std::span(bytes).subspan(message.offset, message.size);
  }
};

/// What a file may be at most.
inline constexpr std::size_t kLargestMidiFile = std::size_t{16} << 20;  ///< Bytes.
inline constexpr std::size_t kMostMidiEvents = 2'000'000;
inline constexpr double kLongestMidiFile = 86'400.0;  ///< Seconds.

/// Reads formats 0 and 1, and format 2 as one pattern after the other; metrical and SMPTE time.
/// Chunks of other kinds and meta events but for tempo and end of track are passed over. Passed
/// over with a note: system messages that a file may not hold, and bytes after the last track. Put
/// right with a note: a track or a note without its end. [main]
/// Errors: "track 2, byte 311: what is wrong", with bytes counted from 0 in the file; larger or
/// longer than above.
/// Source: Standard MIDI Files 1.0 (RP-001), MIDI Association.
[[nodiscard]] Result<MidiFile> parse_midi_file(std::span<const std::uint8_t> bytes);

/// The same of a file on disk. [main] Errors: also a file that cannot be read; each begins with the
/// path.
[[nodiscard]] Result<MidiFile> read_midi_file(const std::filesystem::path& path);

}  // namespace attacca::host
