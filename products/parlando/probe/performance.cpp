// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/probe/performance.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "midi_file/writer.hpp"
#include "parlando/score/stable_order.hpp"

namespace parlando::probe {
namespace {

constexpr unsigned char kNoteOff = 0x80;
constexpr unsigned char kNoteOn = 0x90;
constexpr unsigned char kControl = 0xB0;
constexpr int kVelocity = 100;

}  // namespace

void Performance::add(double at, unsigned char status, int first, int second) {
  messages_.push_back(
      {at, {status, static_cast<unsigned char>(first), static_cast<unsigned char>(second)}});
  end_ = std::max(end_, at);
}

void Performance::note(double at, double length, int key) {
  add(at, kNoteOn, key, kVelocity);
  add(at + length, kNoteOff, key, 64);
}

void Performance::control(double at, int controller, int value) {
  add(at, kControl, controller, value);
}

std::string Performance::midi_file() const {
  std::vector<Message> ordered = messages_;
  score::sort_stably(ordered, [](const Message& a, const Message& b) { return a.at < b.at; });
  // A quarter note of a second: a tick is 0.1 ms.
  constexpr std::uint32_t kTicks = 10'000;
  attacca::midi_file::Writer writer(kTicks);
  writer.begin_track();
  writer.tempo(0, 1'000'000);
  for (const Message& message : ordered) {
    writer.message(static_cast<std::uint64_t>(std::llround(message.at * kTicks)), message.bytes);
  }
  return writer.finish();
}

}  // namespace parlando::probe
