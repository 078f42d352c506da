// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "midi_file/reader.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "files/file.hpp"
#include "midi_file/track_reader.hpp"

namespace attacca::midi_file {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t kHeaderSize = 14;
constexpr std::uint32_t kDefaultTempo = 500'000;  // microseconds for a quarter note

std::uint32_t big_endian(Bytes bytes) noexcept {
  std::uint32_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

bool begins_with(Bytes bytes, std::string_view text) noexcept {
  return bytes.size() >= text.size() && std::equal(text.begin(), text.end(), bytes.begin());
}

/// The header's time: ticks for a quarter note, or for a second.
struct Division {
  std::uint32_t per_quarter = 0;
  double per_second = 0.0;
};

Result<Division> read_division(std::uint32_t division) {
  if (division < 0x8000) {
    if (division == 0) return fail("byte 12: a quarter note of 0 ticks");
    return Division{division, 0.0};
  }
  const int frames = 256 - static_cast<int>(division >> 8);
  const std::uint32_t ticks = division & 255;
  const bool is_known = frames == 24 || frames == 25 || frames == 29 || frames == 30;
  if (!is_known || ticks == 0) {
    return fail(
        "byte 12: SMPTE time needs 24, 25, 29 or 30 frames a second and 1 to 255 ticks a "
        "frame");
  }
  const double rate = frames == 29 ? 30'000.0 / 1001.0 : static_cast<double>(frames);
  return Division{0, rate * ticks};
}

/// Lays the events of tracks that sound at once into the file, in order of time: once, or for one
/// pattern after the other.
class Timeline {
 public:
  Timeline(const Division& division, File& file) : division_(division), file_(file) {}

  /// `end`: when the last of the tracks ends, in ticks.
  void lay(std::vector<TrackEvent>& events, std::uint64_t end) {
    std::sort(events.begin(), events.end(), [](const TrackEvent& a, const TrackEvent& b) {
      return a.tick != b.tick ? a.tick < b.tick : a.order < b.order;
    });
    const bool has_tempo = !file_.tempos.empty();
    tempo_ = kDefaultTempo;
    if (has_tempo) add_tempo(begin_);
    for (const TrackEvent& event : events) {
      move_to(event.tick);
      if (event.size > 0) {
        file_.messages.push_back({.seconds = seconds_,
                                  .offset = event.offset,
                                  .size = event.size,
                                  .tick = begin_ + tick_,
                                  .beats = beats(),
                                  .track = event.track});
      } else if (event.tempo == 0) {
        file_.metres.push_back({beats(), event.numerator, 1 << event.denominator});
      } else if (division_.per_quarter > 0) {
        tempo_ = event.tempo;
        add_tempo(begin_ + tick_);
      }
    }
    move_to(std::max(end, tick_));
    file_.seconds = seconds_;
    file_.beats = beats();
    begin_ += std::exchange(tick_, 0);
  }

  /// Quarter notes, at a tick of what is laid next.
  [[nodiscard]] double beats_at(std::uint64_t tick) const noexcept {
    const auto ticks = static_cast<double>(begin_ + tick);
    return division_.per_quarter > 0 ? ticks / division_.per_quarter
                                     : ticks / division_.per_second * 2.0;
  }

 private:
  [[nodiscard]] double beats() const noexcept { return beats_at(tick_); }

  void move_to(std::uint64_t tick) noexcept {
    const double per_tick = division_.per_quarter > 0 ? tempo_ * 1e-6 / division_.per_quarter
                                                      : 1.0 / division_.per_second;
    seconds_ += static_cast<double>(tick - tick_) * per_tick;
    tick_ = tick;
  }

  void add_tempo(std::uint64_t tick) {
    const double per_minute = 60e6 / tempo_;
    file_.tempos.push_back({beats(), seconds_, per_minute});
    if (tick == 0) file_.tempo = per_minute;
  }

  const Division& division_;
  File& file_;
  std::uint64_t begin_ = 0;  ///< Of the pattern, in ticks.
  std::uint64_t tick_ = 0;   ///< Since then.
  double seconds_ = 0.0;
  std::uint32_t tempo_ = kDefaultTempo;
};

Error not_a_file(Bytes bytes) {
  if (begins_with(bytes, "SMF2CLIP")) {
    return {"this is a MIDI 2 clip file; expected a Standard MIDI File: save it as one"};
  }
  return {"this is no Standard MIDI File: it does not begin with \"MThd\""};
}

std::string counted(std::size_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

/// What was passed over or put right.
std::vector<std::string> notes_of(const Gathered& gathered, std::size_t promised, std::size_t read,
                                  std::size_t left) {
  std::vector<std::string> notes;
  if (read < promised) {
    notes.push_back("the header promises " + counted(promised, "track") + " and the file has " +
                    std::to_string(read));
  }
  const auto add = [&](std::size_t count, const char* what, const char* more) {
    if (count > 0) notes.push_back(counted(count, what) + more);
  };
  add(gathered.without_end, "track", " without an end-of-track event");
  add(left, "byte", " after the last track");
  add(gathered.passed_over, "system message", " that a MIDI file may not hold, passed over");
  add(gathered.bad_metres, "time signature", " that cannot be read, passed over");
  add(gathered.ended, "note", " without an end, ended with the track");
  return notes;
}

}  // namespace

Result<File> parse(Bytes bytes) {
  if (bytes.size() > kLargest) return fail("it is larger than 16 MiB");
  if (!begins_with(bytes, "MThd")) return tl::unexpected(not_a_file(bytes));
  if (bytes.size() < kHeaderSize) return fail("the file ends within its header; is it cut?");
  const std::uint32_t header = big_endian(bytes.subspan(4, 4));
  if (header < 6 || header > bytes.size() - 8) {
    return fail("byte 4: a header of " + std::to_string(header) + " bytes; expected 6");
  }
  const std::uint32_t format = big_endian(bytes.subspan(8, 2));
  const std::uint32_t tracks = big_endian(bytes.subspan(10, 2));
  if (format > 2) {
    return fail("byte 8: format " + std::to_string(format) + "; known are 0, 1 and 2");
  }
  const auto division = read_division(big_endian(bytes.subspan(12, 2)));
  if (!division) return tl::unexpected(division.error());

  File file;
  file.format = static_cast<int>(format);
  file.ticks_per_quarter = division->per_quarter;
  Gathered gathered;
  Timeline timeline(*division, file);
  std::vector<TrackEvent> together;
  std::uint64_t end = 0;
  std::size_t at = 8 + header;
  while (file.tracks.size() < tracks) {
    const std::size_t read = file.tracks.size();
    if (at == bytes.size() && read > 0) break;
    if (bytes.size() - at < 8) {
      return fail("the header promises " + counted(tracks, "track") + ", and there " +
                  (read == 1 ? "is " : "are ") + std::to_string(read) + "; is the file cut?");
    }
    const std::uint32_t size = big_endian(bytes.subspan(at + 4, 4));
    const bool is_track = begins_with(bytes.subspan(at), "MTrk");
    if (size > bytes.size() - at - 8) {
      return fail("byte " + std::to_string(at) + ": a chunk of " + std::to_string(size) +
                  " bytes, and " + std::to_string(bytes.size() - at - 8) +
                  " are left in the file; is it cut?");
    }
    at += 8;
    if (is_track) {
      auto track = TrackReader(bytes, at, at + size, read + 1, gathered).read();
      if (!track) return tl::unexpected(track.error());
      track->track.end_beats = timeline.beats_at(track->end);
      file.tracks.push_back(std::move(track->track));
      if (format == 2) {
        timeline.lay(track->events, track->end);
      } else {
        together.insert(together.end(), track->events.begin(), track->events.end());
        end = std::max(end, track->end);
      }
    }
    at += size;
  }
  if (format != 2) timeline.lay(together, end);
  if (file.seconds > kLongest) return fail("it is longer than 86400 s");
  file.bytes = std::move(gathered.bytes);
  file.notes = notes_of(gathered, tracks, file.tracks.size(), bytes.size() - at);
  return file;
}

Result<File> read(const std::filesystem::path& path) {
  const auto bytes = files::read_file(path, kLargest);
  if (!bytes) return tl::unexpected(bytes.error());
  auto file = parse({reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()});
  if (!file) return fail(path.string() + ": " + file.error().message);
  return file;
}

}  // namespace attacca::midi_file
