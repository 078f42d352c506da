// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "midi_file/writer.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

namespace attacca::midi_file {
namespace {

constexpr std::uint64_t kLargestNumber = 0x0FFFFFFF;

void append_big_endian(std::string& text, std::uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(value >> (8 * i) & 0xFF);
}

void append_number(std::string& text, std::uint64_t value) {
  int shift = 21;
  while (shift > 0 && value >> shift == 0) shift -= 7;
  for (; shift >= 0; shift -= 7) {
    text += static_cast<char>((value >> shift & 0x7F) | (shift > 0 ? 0x80 : 0));
  }
}

}  // namespace

Writer::Writer(std::uint32_t ticks_per_quarter) : ticks_per_quarter_(ticks_per_quarter) {
  assert(ticks_per_quarter >= 1 && ticks_per_quarter <= 32'767);
}

void Writer::begin_track(std::string_view name) {
  close_track();
  is_open_ = true;
  tick_ = 0;
  if (name.empty()) return;
  begin_event(0);
  track_.append("\xFF\x03");
  append_number(track_, name.size());
  track_ += name;
}

void Writer::begin_event(std::uint64_t tick) {
  assert(is_open_);
  tick = std::max(tick, tick_);
  // A pause may be longer than one number can say: empty texts stand in between.
  for (; tick - tick_ > kLargestNumber; tick_ += kLargestNumber) {
    append_number(track_, kLargestNumber);
    track_.append("\xFF\x01\x00", 3);
  }
  append_number(track_, tick - tick_);
  tick_ = tick;
}

void Writer::tempo(std::uint64_t tick, std::uint32_t microseconds) {
  assert(microseconds >= 1 && microseconds <= 0xFFFFFF);
  begin_event(tick);
  track_.append("\xFF\x51\x03");
  append_big_endian(track_, microseconds, 3);
}

void Writer::metre(std::uint64_t tick, int numerator, int denominator) {
  assert(numerator >= 1 && numerator <= 255);
  assert(denominator >= 1 && denominator <= 64 &&
         std::has_single_bit(static_cast<unsigned>(denominator)));
  begin_event(tick);
  track_.append("\xFF\x58\x04");
  track_ += static_cast<char>(numerator);
  track_ += static_cast<char>(std::countr_zero(static_cast<unsigned>(denominator)));
  track_.append("\x18\x08");  // a click each quarter note of 24 clocks, of 8 thirty-seconds
}

void Writer::message(std::uint64_t tick, std::span<const std::uint8_t> bytes) {
  assert(!bytes.empty() && bytes[0] >= 0x80);
  begin_event(tick);
  if (bytes[0] == 0xF0) {
    track_ += '\xF0';
    append_number(track_, bytes.size() - 1);
    bytes = bytes.subspan(1);
  } else if (bytes[0] > 0xF0) {
    track_ += '\xF7';
    append_number(track_, bytes.size());
  }
  track_.append(bytes.begin(), bytes.end());
}

void Writer::end_track(std::uint64_t tick) {
  begin_event(tick);
  track_.append("\xFF\x2F\x00", 3);
  is_open_ = false;
}

void Writer::close_track() {
  if (is_open_) end_track(tick_);
  if (track_.empty()) return;
  tracks_ += "MTrk";
  append_big_endian(tracks_, track_.size(), 4);
  tracks_ += track_;
  track_.clear();
  ++count_;
}

std::string Writer::finish() {
  close_track();
  std::string file = "MThd";
  append_big_endian(file, 6, 4);
  append_big_endian(file, count_ == 1 ? 0 : 1, 2);
  append_big_endian(file, count_, 2);
  append_big_endian(file, ticks_per_quarter_, 2);
  return file + tracks_;
}

}  // namespace attacca::midi_file
