// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "midi_file/track_reader.hpp"

#include <algorithm>
#include <utility>

#include "midi_file/message_length.hpp"
#include "text/utf8.hpp"

namespace attacca::midi_file {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// Meta events that are read; all others are passed over.
enum Meta : std::uint8_t {
  kTrackName = 0x03,
  kInstrumentName = 0x04,
  kPort = 0x21,
  kEndOfTrack = 0x2F,
  kTempo = 0x51,
  kTimeSignature = 0x58,
};

std::uint32_t big_endian(Bytes bytes) noexcept {
  std::uint32_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

/// A name as one line without blanks around it. The format leaves the encoding open.
std::string name_of(Bytes content) {
  std::string raw(content.begin(), content.end());
  for (char& each : raw) {
    const auto byte = static_cast<unsigned char>(each);
    if (byte < 0x20 || byte == 0x7F) each = ' ';
  }
  const std::size_t begin = raw.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  raw = raw.substr(begin, raw.find_last_not_of(' ') - begin + 1);
  if (text::find_malformed_utf8(raw) == std::string::npos) return raw;
  std::string latin;
  for (const char each : raw) text::append_utf8(latin, static_cast<unsigned char>(each));
  return latin;
}

}  // namespace

Result<TrackReader::Answer> TrackReader::read() {
  while (!is_over_) {
    if (at_ == end_) {
      ++gathered_.without_end;
      break;
    }
    if (auto read = read_event(); !read) return tl::unexpected(read.error());
  }
  answer_.end = tick_;
  end_notes();
  return std::move(answer_);
}

tl::unexpected<Error> TrackReader::wrong(std::size_t at, const std::string& what) const {
  return fail("track " + std::to_string(number_) + ", byte " + std::to_string(at) + ": " + what);
}

Result<std::uint8_t> TrackReader::take_byte() {
  if (at_ == end_) return wrong(at_, "the track ends within an event");
  return file_[at_++];
}

/// A number of up to four bytes of seven bits.
Result<std::uint32_t> TrackReader::take_number() {
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
Result<Bytes> TrackReader::take_bytes() {
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

Result<void> TrackReader::read_event() {
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

Result<void> TrackReader::read_meta() {
  running_ = 0;
  const auto type = take_byte();
  if (!type) return tl::unexpected(type.error());
  const std::size_t began = at_;
  const auto content = take_bytes();
  if (!content) return tl::unexpected(content.error());
  Track& track = answer_.track;
  switch (*type) {
    case kTrackName:
      if (track.name.empty()) track.name = name_of(*content);
      return {};
    case kInstrumentName:
      if (track.instrument.empty()) track.instrument = name_of(*content);
      return {};
    case kPort:
      if (track.port < 0 && content->size() == 1) track.port = (*content)[0];
      return {};
    case kEndOfTrack:
      is_over_ = true;
      return {};
    case kTempo: {
      const std::uint32_t tempo = content->size() == 3 ? big_endian(*content) : 0;
      if (tempo == 0) return wrong(began, "a tempo needs 3 bytes that are not all 0");
      return add({.tick = tick_, .tempo = tempo});
    }
    case kTimeSignature:
      return read_metre(*content);
    default:
      return {};
  }
}

Result<void> TrackReader::read_metre(Bytes content) {
  constexpr std::uint8_t kShortest = 6;  // sixty-fourths
  if (content.size() < 2 || content[0] == 0 || content[1] > kShortest) {
    ++gathered_.bad_metres;
    return {};
  }
  return add({.tick = tick_, .numerator = content[0], .denominator = content[1]});
}

/// F0 begins a message and F7 goes on with it; F7 by itself is an escape for any bytes.
Result<void> TrackReader::read_sysex(std::uint8_t first, std::size_t began) {
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

Result<void> TrackReader::add_escaped(Bytes content) {
  const bool is_message = !content.empty() && content.size() == message_length(content[0]) &&
                          std::all_of(content.begin() + 1, content.end(),
                                      [](std::uint8_t byte) { return byte < 0x80; });
  if (!is_message) {
    ++gathered_.passed_over;
    return {};
  }
  if (content[0] < 0xF0) {
    std::array<std::uint8_t, 3> message = {};
    std::copy(content.begin(), content.end(), message.begin());
    count(message);
  }
  return add_message(content);
}

/// Files may not hold system messages; players pass them over with the data they have.
Result<void> TrackReader::pass_over(std::uint8_t status) {
  ++gathered_.passed_over;
  const std::size_t length = message_length(status);
  for (std::size_t i = 1; i < length && at_ < end_ && file_[at_] < 0x80; ++i) ++at_;
  return {};
}

Result<void> TrackReader::read_channel_message(std::uint8_t first, std::size_t began) {
  const bool has_status = first >= 0x80;
  if (has_status) running_ = first;
  // Strictly, SysEx and meta events end it; files go on with it all the same.
  const std::uint8_t status = running_ != 0 ? running_ : last_status_;
  if (status == 0) return wrong(began, "a data byte where an event's status was expected");
  last_status_ = running_ = status;
  std::array<std::uint8_t, 3> message = {status, 0, 0};
  const std::size_t length = message_length(status);
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
  count(message);
  return add_message(Bytes(message).first(length));
}

Result<void> TrackReader::add_message(Bytes message) {
  const std::size_t offset = gathered_.bytes.size();
  gathered_.bytes.insert(gathered_.bytes.end(), message.begin(), message.end());
  return add({.tick = tick_, .offset = offset, .size = message.size()});
}

Result<void> TrackReader::add(TrackEvent event) {
  if (gathered_.events == kMostEvents) return wrong(at_, "the file has more than 2000000 events");
  event.order = gathered_.events++;
  event.track = static_cast<std::uint32_t>(number_ - 1);
  answer_.events.push_back(event);
  return {};
}

void TrackReader::count(const std::array<std::uint8_t, 3>& message) {
  Track& track = answer_.track;
  const std::size_t channel = message[0] & 15u;
  const int kind = message[0] & 0xF0;
  track.channels = static_cast<std::uint16_t>(track.channels | 1u << channel);
  if (kind == 0xC0 && track.programs[channel] < 0) track.programs[channel] = message[1];
  if (kind != 0x80 && kind != 0x90) return;
  const int key = message[1];
  auto& sounding = sounding_[channel * 128 + message[1]];
  if (kind == 0x90 && message[2] > 0) {
    ++sounding;
    ++track.notes;
    track.lowest_key = track.lowest_key < 0 ? key : std::min(track.lowest_key, key);
    track.highest_key = std::max(track.highest_key, key);
  } else if (sounding > 0) {
    --sounding;
  }
}

void TrackReader::end_notes() {
  for (std::size_t i = 0; i < sounding_.size(); ++i) {
    for (; sounding_[i] > 0; --sounding_[i], ++gathered_.ended) {
      const std::array<std::uint8_t, 3> off = {static_cast<std::uint8_t>(0x80 | i / 128),
                                               static_cast<std::uint8_t>(i % 128), 64};
      (void)add_message(off);
    }
  }
}

}  // namespace attacca::midi_file
