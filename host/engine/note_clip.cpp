// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/note_clip.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>

namespace attacca::host {

void NoteClip::add(std::uint64_t position, const NoteEvent& event) {
  items_.push_back({position, event});
  // VST3 carries these as float: so both formats are played the same.
  const auto as_float = [](double& value) {
    value = static_cast<double>(static_cast<float>(value));
  };
  as_float(items_.back().event.velocity);
  if (event.expression == NoteExpression::pressure) as_float(items_.back().event.value);
  if (event.sysex.empty()) return;
  bytes_.emplace_back(event.sysex.begin(), event.sysex.end());
  items_.back().event.sysex = bytes_.back();
}

void NoteClip::add(const midi_file::File& file, double sample_rate) {
  // Of each channel and key: the ids of the notes that sound, oldest first.
  std::array<std::deque<std::int32_t>, std::size_t{16} * 128> sounding;
  for (const midi_file::Message& message : file.messages) {
    const auto position = static_cast<std::uint64_t>(std::llround(message.seconds * sample_rate));
    NoteEvent event;
    const std::span<const std::uint8_t> bytes = file.bytes_of(message);
    const int status = bytes[0] & 0xF0;
    if (bytes[0] == 0xF0) {
      event.kind = NoteEventKind::sysex;
      event.sysex = bytes;
    } else if (status == 0x80 || status == 0x90) {
      const bool is_on = status == 0x90 && bytes[2] > 0;
      auto& ids = sounding[std::size_t{bytes[0] & 15u} * 128 + bytes[1]];
      event.kind = is_on ? NoteEventKind::on : NoteEventKind::off;
      event.channel = static_cast<std::int16_t>(bytes[0] & 15);
      event.key = bytes[1];
      event.velocity = static_cast<double>(bytes[2]) / 127.0;
      if (is_on) {
        event.note_id = next_id_++;
        ids.push_back(event.note_id);
      } else if (!ids.empty()) {
        event.note_id = ids.front();
        ids.pop_front();
      }
    } else {
      event.kind = NoteEventKind::midi;
      std::copy(bytes.begin(), bytes.end(), event.midi.begin());
    }
    add(position, event);
  }
}

void NoteClip::sort() {
  std::vector<std::size_t> order(items_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    const std::uint64_t at_a = items_[a].position;
    const std::uint64_t at_b = items_[b].position;
    return at_a != at_b ? at_a < at_b : a < b;
  });
  std::vector<Item> sorted;
  sorted.reserve(items_.size());
  for (const std::size_t i : order) sorted.push_back(items_[i]);
  items_ = std::move(sorted);
}

}  // namespace attacca::host
