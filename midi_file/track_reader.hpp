// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "midi_file/file.hpp"

namespace attacca::midi_file {

/// A message, a tempo or a time signature, at a tick.
struct TrackEvent {
  std::uint64_t tick = 0;
  std::size_t order = 0;    ///< Among those of the same tick.
  std::size_t offset = 0;   ///< In Gathered::bytes.
  std::size_t size = 0;     ///< Above 0: it is a message.
  std::uint32_t tempo = 0;  ///< Microseconds for a quarter note; above 0: it is a tempo.
  std::uint8_t numerator = 0;
  std::uint8_t denominator = 0;  ///< Its power of two.
  std::uint32_t track = 0;
};

/// What all tracks of a file are read into.
struct Gathered {
  std::vector<std::uint8_t> bytes;
  std::size_t events = 0;
  std::size_t passed_over = 0;  ///< System messages.
  std::size_t bad_metres = 0;
  std::size_t ended = 0;        ///< Notes.
  std::size_t without_end = 0;  ///< Tracks.
};

/// Reads one track's events from its bytes.
class TrackReader {
 public:
  struct Answer {
    std::vector<TrackEvent> events;
    std::uint64_t end = 0;  ///< Ticks.
    Track track;            ///< But for its end in beats.
  };

  /// Of the bytes from `begin` to `end` of a file; `number` counts tracks from 1.
  TrackReader(std::span<const std::uint8_t> file, std::size_t begin, std::size_t end,
              std::size_t number, Gathered& gathered)
      : file_(file), at_(begin), end_(end), number_(number), gathered_(gathered) {}

  /// All of it, once. [main] Errors: "track 2, byte 311: what is wrong".
  Result<Answer> read();

 private:
  using Bytes = std::span<const std::uint8_t>;

  [[nodiscard]] tl::unexpected<Error> wrong(std::size_t at, const std::string& what) const;
  Result<std::uint8_t> take_byte();
  Result<std::uint32_t> take_number();
  Result<Bytes> take_bytes();
  Result<void> read_event();
  Result<void> read_meta();
  Result<void> read_metre(Bytes content);
  Result<void> read_sysex(std::uint8_t first, std::size_t began);
  Result<void> add_escaped(Bytes content);
  Result<void> pass_over(std::uint8_t status);
  Result<void> read_channel_message(std::uint8_t first, std::size_t began);
  Result<void> add_message(Bytes message);
  Result<void> add(TrackEvent event);
  void count(const std::array<std::uint8_t, 3>& message);
  void end_notes();

  Bytes file_;
  std::size_t at_;
  std::size_t end_;
  std::size_t number_;
  Gathered& gathered_;
  Answer answer_;
  std::uint64_t tick_ = 0;
  std::uint8_t running_ = 0;
  std::uint8_t last_status_ = 0;
  bool is_over_ = false;
  std::optional<std::size_t> pending_;  ///< Where a SysEx that has no end yet began.
  std::array<std::uint32_t, std::size_t{16} * 128> sounding_ = {};
};

}  // namespace attacca::midi_file
