// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace attacca::midi_file {

/// Writes a Standard MIDI File, one track after the other: format 0 if it has one track, else 1.
///
///     midi_file::Writer writer(480);
///     writer.begin_track("Violin I");
///     writer.tempo(0, 500'000);
///     writer.message(960, std::array<std::uint8_t, 3>{0x90, 60, 100});
///     files::write_file_atomically(path, writer.finish());
///
/// Ticks count from the file's beginning; one that lies before the last one is taken for that one.
/// A track needs no end: it ends with its last event, or later where end_track() says so. [main]
/// Source: Standard MIDI Files 1.0 (RP-001), MIDI Association.
class Writer {
 public:
  /// Ticks in a quarter note, 1..32767.
  explicit Writer(std::uint32_t ticks_per_quarter);

  /// `name` in UTF-8; empty: the track has none.
  void begin_track(std::string_view name = {});
  /// `microseconds` for a quarter note, 1..16777215.
  void tempo(std::uint64_t tick, std::uint32_t microseconds);
  /// `numerator` 1..255; `denominator` a power of two up to 64.
  void metre(std::uint64_t tick, int numerator, int denominator);
  /// A channel message, a system message of 1 to 3 bytes (as an escape), or a SysEx from F0 to F7.
  void message(std::uint64_t tick, std::span<const std::uint8_t> bytes);
  void end_track(std::uint64_t tick);

  /// The file. The writer is done with then.
  [[nodiscard]] std::string finish();

 private:
  void close_track();
  void begin_event(std::uint64_t tick);

  std::uint32_t ticks_per_quarter_;
  std::string tracks_;
  std::string track_;
  std::size_t count_ = 0;
  bool is_open_ = false;
  std::uint64_t tick_ = 0;  ///< Of the last event.
};

}  // namespace attacca::midi_file
