// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/midi_file.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

#include "files/file.hpp"
#include "host/plugin/note_check.hpp"

namespace attacca::host {
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

/// A message or a tempo, at a tick.
struct Timed {
  std::uint64_t tick = 0;
  std::size_t order = 0;  ///< Among those of the same tick.
  std::size_t offset = 0;
  std::size_t size = 0;     ///< 0: a tempo
  std::uint32_t tempo = 0;  ///< Microseconds for a quarter note.
};

struct ReadTrack {
  std::vector<Timed> events;
  std::uint64_t end = 0;  ///< Ticks.
};

/// What all tracks are read into.
struct Gathered {
  std::vector<std::uint8_t> bytes;
  std::size_t events = 0;
  std::size_t passed_over = 0;  ///< System messages.
  std::size_t ended = 0;        ///< Notes.
  std::size_t without_end = 0;  ///< Tracks.
};

/// Reads one track's events from its bytes.
class TrackReader {
 public:
  TrackReader(Bytes file, std::size_t begin, std::size_t end, std::size_t number,
              Gathered& gathered)
      : file_(file), at_(begin), end_(end), number_(number), gathered_(gathered) {}

  Result<ReadTrack> read() {
    while (!is_over_) {
      if (at_ == end_) {
        ++gathered_.without_end;
        break;
      }
      if (auto read = read_event(); !read) return tl::unexpected(read.error());
    }
    track_.end = tick_;
    end_notes();
    return std::move(track_);
  }

 private:
  tl::unexpected<Error> wrong(std::size_t at, const std::string& what) const {
    return fail("track " + std::to_string(number_) + ", byte " + std::to_string(at) + ": " + what);
  }

  Result<std::uint8_t> take_byte() {
    if (at_ == end_) return wrong(at_, "the track ends within an event");
    return file_[at_++];
  }

  /// A number of up to four bytes of seven bits.
  Result<std::uint32_t> take_number() {
    const std::size_t began = at_;
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      const auto byte = take_byte();
      if (!byte) return tl::unexpected(byte.error());
      value = value << 7 | (*byte & 127u);
      if (*byte < 0x80) return value;
    }
    return wrong(began, "a number of more than four bytes");
  }

  /// A length and as many bytes.
  Result<Bytes> take_bytes() {
    const std::size_t began = at_;
    const auto length = take_number();
    if (!length) return tl::unexpected(length.error());
    if (*length > end_ - at_) {
      return wrong(began, "an event of " + std::to_string(*length) + " bytes, and " +
                              std::to_string(end_ - at_) + " are left in the track");
    }
    const Bytes bytes = file_.subspan(at_, *length);
    at_ += *length;
    return bytes;
  }

  Result<void> read_event() {
    const auto delta = take_number();
    if (!delta) return tl::unexpected(delta.error());
    tick_ += *delta;
    const std::size_t began = at_;
    const auto first = take_byte();
    if (!first) return tl::unexpected(first.error());
    if (*first == 0xFF) return read_meta();
    if (*first == 0xF0 || *first == 0xF7) return read_sysex(*first, began);
    if (*first >= 0xF0) return pass_over(*first);
    return read_channel_message(*first, began);
  }

  Result<void> read_meta() {
    running_ = 0;
    const auto type = take_byte();
    if (!type) return tl::unexpected(type.error());
    const std::size_t began = at_;
    const auto content = take_bytes();
    if (!content) return tl::unexpected(content.error());
    if (*type == 0x2F) is_over_ = true;
    if (*type != 0x51) return {};
    const std::uint32_t tempo = content->size() == 3 ? big_endian(*content) : 0;
    if (tempo == 0) return wrong(began, "a tempo needs 3 bytes that are not all 0");
    return add({.tick = tick_, .tempo = tempo});
  }

  /// F0 begins a message and F7 goes on with it; F7 by itself is an escape for any bytes.
  Result<void> read_sysex(std::uint8_t first, std::size_t began) {
    running_ = 0;
    const auto content = take_bytes();
    if (!content) return tl::unexpected(content.error());
    if (first == 0xF7 && !pending_) return add_escaped(*content);
    if (first == 0xF0 && pending_) {
      return wrong(began, "a SysEx begins within another one that has no F7 yet");
    }
    if (first == 0xF0) {
      pending_ = gathered_.bytes.size();
      gathered_.bytes.push_back(0xF0);
    }
    const auto is_end = [](std::uint8_t byte) { return byte >= 0x80; };
    const auto status = std::find_if(content->begin(), content->end(), is_end);
    if (status != content->end() && (*status != 0xF7 || status + 1 != content->end())) {
      return wrong(began, "a SysEx with a status byte in it");
    }
    gathered_.bytes.insert(gathered_.bytes.end(), content->begin(), content->end());
    if (status == content->end()) return {};
    const std::size_t offset = *std::exchange(pending_, std::nullopt);
    return add({.tick = tick_, .offset = offset, .size = gathered_.bytes.size() - offset});
  }

  Result<void> add_escaped(Bytes content) {
    const bool is_message = !content.empty() && content.size() == midi_length(content[0]);
    if (!is_message) {
      ++gathered_.passed_over;
      return {};
    }
    return add_message(content);
  }

  /// Files may not hold system messages; players pass them over with the data they have.
  Result<void> pass_over(std::uint8_t status) {
    ++gathered_.passed_over;
    const std::size_t length = midi_length(status);
    for (std::size_t i = 1; i < length && at_ < end_ && file_[at_] < 0x80; ++i) ++at_;
    return {};
  }

  Result<void> read_channel_message(std::uint8_t first, std::size_t began) {
    const bool has_status = first >= 0x80;
    if (has_status) running_ = first;
    // Strictly, SysEx and meta events end it; files go on with it all the same.
    const std::uint8_t status = running_ != 0 ? running_ : last_status_;
    if (status == 0) return wrong(began, "a data byte where an event's status was expected");
    last_status_ = running_ = status;
    std::array<std::uint8_t, 3> message = {status, 0, 0};
    const std::size_t length = midi_length(status);
    for (std::size_t i = 1; i < length; ++i) {
      if (i == 1 && !has_status) {
        message[i] = first;
        continue;
      }
      const auto byte = take_byte();
      if (!byte) return tl::unexpected(byte.error());
      if (*byte >= 0x80) return wrong(at_ - 1, "a status byte where an event's data was expected");
      message[i] = *byte;
    }
    count_note(message);
    return add_message(Bytes(message).first(length));
  }

  Result<void> add_message(Bytes message) {
    const std::size_t offset = gathered_.bytes.size();
    gathered_.bytes.insert(gathered_.bytes.end(), message.begin(), message.end());
    return add({.tick = tick_, .offset = offset, .size = message.size()});
  }

  Result<void> add(Timed event) {
    if (gathered_.events == kMostMidiEvents)
      return wrong(at_, "the file has more than 2000000 events");
    event.order = gathered_.events++;
    track_.events.push_back(event);
    return {};
  }

  void count_note(const std::array<std::uint8_t, 3>& message) {
    const int kind = message[0] & 0xF0;
    if (kind != 0x80 && kind != 0x90) return;
    auto& count = sounding_[std::size_t{message[0] & 15u} * 128 + message[1]];
    if (kind == 0x90 && message[2] > 0) {
      ++count;
    } else if (count > 0) {
      --count;
    }
  }

  void end_notes() {
    for (std::size_t i = 0; i < sounding_.size(); ++i) {
      for (; sounding_[i] > 0; --sounding_[i], ++gathered_.ended) {
        const std::array<std::uint8_t, 3> off = {static_cast<std::uint8_t>(0x80 | i / 128),
                                                 static_cast<std::uint8_t>(i % 128), 64};
        (void)add_message(off);
      }
    }
  }

  Bytes file_;
  std::size_t at_;
  std::size_t end_;
  std::size_t number_;
  Gathered& gathered_;
  ReadTrack track_;
  std::uint64_t tick_ = 0;
  std::uint8_t running_ = 0;
  std::uint8_t last_status_ = 0;
  bool is_over_ = false;
  std::optional<std::size_t> pending_;  ///< Where a SysEx that has no end yet began.
  std::array<std::uint32_t, std::size_t{16} * 128> sounding_ = {};
};

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

/// Puts the events of tracks that sound at once in order, with times in seconds from `begin`.
/// Returns when the last track ends.
double play(std::vector<Timed>& events, std::uint64_t end, const Division& division, double begin,
            MidiFile& file) {
  std::sort(events.begin(), events.end(), [](const Timed& a, const Timed& b) {
    return a.tick != b.tick ? a.tick < b.tick : a.order < b.order;
  });
  double per_tick = division.per_quarter > 0 ? kDefaultTempo * 1e-6 / division.per_quarter
                                             : 1.0 / division.per_second;
  double seconds = begin;
  std::uint64_t tick = 0;
  for (const Timed& event : events) {
    seconds += static_cast<double>(event.tick - tick) * per_tick;
    tick = event.tick;
    if (event.size > 0) {
      file.messages.push_back({seconds, event.offset, event.size});
    } else if (division.per_quarter > 0) {
      per_tick = event.tempo * 1e-6 / division.per_quarter;
      if (tick == 0 && begin == 0.0) file.tempo = 60e6 / event.tempo;
    }
  }
  return seconds + static_cast<double>(end - std::min(end, tick)) * per_tick;
}

Error not_a_file(Bytes bytes) {
  if (begins_with(bytes, "SMF2CLIP")) {
    return {"this is a MIDI 2 clip file; expected a Standard MIDI File: save it as one"};
  }
  return {"this is no Standard MIDI File: it does not begin with \"MThd\""};
}

std::string counted(std::size_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

}  // namespace

Result<MidiFile> parse_midi_file(Bytes bytes) {
  if (bytes.size() > kLargestMidiFile) return fail("it is larger than 16 MiB");
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

  MidiFile file;
  Gathered gathered;
  std::vector<Timed> together;
  std::uint64_t end = 0;
  std::size_t at = 8 + header;
  std::size_t read = 0;
  while (read < tracks) {
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
      auto track = TrackReader(bytes, at, at + size, ++read, gathered).read();
      if (!track) return tl::unexpected(track.error());
      if (format == 2) {
        file.seconds = play(track->events, track->end, *division, file.seconds, file);
      } else {
        together.insert(together.end(), track->events.begin(), track->events.end());
        end = std::max(end, track->end);
      }
    }
    at += size;
  }
  if (format != 2) file.seconds = play(together, end, *division, 0.0, file);
  if (file.seconds > kLongestMidiFile) return fail("it is longer than 86400 s");
  file.bytes = std::move(gathered.bytes);
  if (read < tracks) {
    file.notes.push_back("the header promises " + counted(tracks, "track") + " and the file has " +
                         std::to_string(read));
  }
  if (gathered.without_end > 0) {
    file.notes.push_back(counted(gathered.without_end, "track") + " without an end-of-track event");
  }
  if (at < bytes.size()) {
    file.notes.push_back(counted(bytes.size() - at, "byte") + " after the last track");
  }
  if (gathered.passed_over > 0) {
    file.notes.push_back(counted(gathered.passed_over, "system message") +
                         " that a MIDI file may not hold, passed over");
  }
  if (gathered.ended > 0) {
    file.notes.push_back(counted(gathered.ended, "note") + " without an end, ended with the track");
  }
  return file;
}

Result<MidiFile> read_midi_file(const std::filesystem::path& path) {
  const auto bytes = files::read_file(path, kLargestMidiFile);
  if (!bytes) return tl::unexpected(bytes.error());
  auto file =
      parse_midi_file({reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()});
  if (!file) return fail(path.string() + ": " + file.error().message);
  return file;
}

}  // namespace attacca::host
