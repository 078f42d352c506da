// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/phrase.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace attacca::dev {
namespace {

void add_message(midi_file::File& file, double seconds, std::array<std::uint8_t, 3> bytes) {
  file.messages.push_back({.seconds = seconds, .offset = file.bytes.size(), .size = bytes.size()});
  file.bytes.insert(file.bytes.end(), bytes.begin(), bytes.end());
}

}  // namespace

midi_file::File Phrase::built_in() {
  struct Note {
    double from;
    double to;
    std::uint8_t key;
    std::uint8_t velocity;
  };
  constexpr std::array kNotes = {
      Note{0.0, 1.9, 48, 90},  Note{0.0, 0.9, 60, 80},  Note{0.5, 1.9, 64, 80},
      Note{1.0, 1.45, 67, 90}, Note{1.5, 1.9, 72, 100}, Note{2.0, 3.4, 45, 90},
      Note{2.0, 2.4, 69, 100}, Note{2.5, 2.9, 69, 70},  Note{2.5, 3.4, 64, 80},
  };
  midi_file::File file;
  for (const Note& note : kNotes) {
    add_message(file, note.from, {0x90, note.key, note.velocity});
    add_message(file, note.to, {0x80, note.key, 64});
  }
  // In the order in which they were added where they come at once.
  std::sort(file.messages.begin(), file.messages.end(), [](const auto& left, const auto& right) {
    return std::tie(left.seconds, left.offset) < std::tie(right.seconds, right.offset);
  });
  file.seconds = 4.0;
  return file;
}

Phrase::Phrase(const midi_file::File& file, double sample_rate) {
  const double quarter = 60.0 / std::max(file.tempo, 1.0);
  const double quarters = std::max(1.0, std::ceil(file.seconds / quarter - 1e-6));
  length_ = static_cast<std::uint64_t>(std::max(1.0, std::round(quarters * quarter * sample_rate)));
  for (const midi_file::Message& message : file.messages) {
    add(static_cast<std::uint64_t>(std::llround(message.seconds * sample_rate)),
        file.bytes_of(message));
  }
  end_what_sounds();
}

void Phrase::add(std::uint64_t frame, std::span<const std::uint8_t> bytes) {
  events_.push_back({std::min(frame, length_ - 1), bytes_.size(), bytes.size()});
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

void Phrase::end_what_sounds() {
  std::array<std::array<bool, 128>, 16> sounds{};
  for (const Event& event : events_) {
    if (event.size < 3) continue;
    const std::uint8_t status = bytes_[event.offset];
    const bool is_note = status >= 0x80 && status < 0xA0;
    if (!is_note) continue;
    sounds[status & 0x0Fu][bytes_[event.offset + 1] & 0x7Fu] =
        status >= 0x90 && bytes_[event.offset + 2] > 0;
  }
  for (std::uint8_t channel = 0; channel < 16; ++channel) {
    for (std::uint8_t key = 0; key < 128; ++key) {
      if (!sounds[channel][key]) continue;
      const std::array<std::uint8_t, 3> off = {static_cast<std::uint8_t>(0x80 | channel), key, 64};
      add(length_ - 1, off);
    }
  }
}

}  // namespace attacca::dev
