// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/note_recording.hpp"

#include <algorithm>
#include <cmath>

#include "host/plugin/midi_message.hpp"
#include "midi_file/message_length.hpp"
#include "midi_file/writer.hpp"
#include "text/formatted.hpp"

namespace attacca::trial {
namespace {

using host::NoteEvent;
using NoteKind = host::NoteEventKind;

/// The event as a MIDI 1 message; empty where that has no word for it.
std::vector<std::uint8_t> midi_of(const NoteEvent& event, const std::vector<std::uint8_t>& bytes) {
  if (event.kind == NoteKind::sysex) return bytes;
  const auto message = host::midi_bytes_of(event);
  if (!message) return {};
  const auto all = message->all();
  return {all.begin(), all.end()};
}

void append_address(std::string& text, const NoteEvent& event, bool has_key) {
  if (has_key && event.key >= 0) text::append_formatted(text, " key %d", event.key);
  if (event.channel >= 0) text::append_formatted(text, " channel %d", event.channel + 1);
  if (event.channel < 0 && !has_key) text += " channel all";
  if (event.note_id >= 0) text::append_formatted(text, " id %d", event.note_id);
  if (event.port > 0) text::append_formatted(text, " port %d", event.port + 1);
  if (event.port < 0) text += " port all";
}

void append_key(std::string& text, const NoteEvent& event) {
  if (event.key < 0) {
    text += " all";
  } else {
    text::append_formatted(text, " %d", event.key);
  }
}

void append_bytes(std::string& text, std::span<const std::uint8_t> bytes) {
  for (const std::uint8_t byte : bytes) text::append_formatted(text, " %02X", byte);
}

void append_line(std::string& text, const NoteEvent& event,
                 const std::vector<std::uint8_t>& bytes) {
  switch (event.kind) {
    case NoteKind::on:
    case NoteKind::off:
      text += host::name_of(event.kind);
      append_key(text, event);
      text::append_formatted(text, " %.9g", event.velocity);
      return append_address(text, event, false);
    case NoteKind::choke:
      text += "note choke";
      append_key(text, event);
      return append_address(text, event, false);
    case NoteKind::end:
      text += "note end";
      append_key(text, event);
      return append_address(text, event, false);
    case NoteKind::expression:
      text::append_formatted(text, "expression %s %.9g", host::name_of(event.expression),
                             event.value);
      return append_address(text, event, true);
    case NoteKind::midi:
      text += "midi";
      append_bytes(text,
                   std::span(event.midi)
                       .first(std::max<std::size_t>(midi_file::message_length(event.midi[0]), 1)));
      break;
    case NoteKind::sysex:
      text += "midi";
      append_bytes(text, bytes);
      break;
    case NoteKind::modulation:
      break;
  }
  if (event.port > 0) text::append_formatted(text, " port %d", event.port + 1);
}

/// Ticks a quarter note and its length such that a tick is a frame.
struct Time {
  std::uint32_t division = 24'000;
  std::uint32_t microseconds = 500'000;
  double ticks = 48'000.0;  ///< A second.
};

Time time_for(double rate) {
  for (const std::uint32_t quarters : {2u, 4u}) {  // a second
    const double division = rate / quarters;
    if (division == std::floor(division) && division >= 1.0 && division <= 32'767.0) {
      return {static_cast<std::uint32_t>(division), 1'000'000u / quarters, rate};
    }
  }
  return {};
}

}  // namespace

void NoteRecording::add(const host::NoteReport& report) {
  if (++count_ > kMost) return;
  const auto& sysex = report.event.sysex;
  events_.push_back({report.event, report.position, {sysex.begin(), sysex.end()}});
  events_.back().event.sysex = {};
}

std::string NoteRecording::midi_file(double sample_rate, std::uint64_t end) const {
  const Time time = time_for(sample_rate);
  midi_file::Writer writer(time.division);
  writer.begin_track();
  writer.tempo(0, time.microseconds);
  const auto tick_of = [&](std::uint64_t frame) {
    const double tick = static_cast<double>(frame) * time.ticks / sample_rate;
    return static_cast<std::uint64_t>(std::llround(tick));
  };
  for (const Event& event : events_) {
    if (event.position >= end) break;
    const auto message = midi_of(event.event, event.bytes);
    if (!message.empty()) writer.message(tick_of(event.position), message);
  }
  writer.end_track(tick_of(end));
  return writer.finish();
}

std::string NoteRecording::script(double sample_rate, std::uint64_t end) const {
  std::string text;
  for (const Event& event : events_) {
    if (event.position >= end) break;
    // The script's language has no such thing: hosts end no voices and send no reserved status.
    const bool is_reserved =
        event.event.kind == NoteKind::midi && midi_file::message_length(event.event.midi[0]) == 0;
    if (event.event.kind == NoteKind::end || is_reserved) text += "# ";
    text::append_formatted(text, "%.6f ", static_cast<double>(event.position) / sample_rate);
    append_line(text, event.event, event.bytes);
    text += '\n';
  }
  return text;
}

std::size_t NoteRecording::unfit_for_midi(std::uint64_t end) const {
  return static_cast<std::size_t>(
      std::count_if(events_.begin(), events_.end(), [end](const Event& event) {
        return event.position < end && event.event.kind != NoteKind::end &&
               midi_of(event.event, event.bytes).empty();
      }));
}

}  // namespace attacca::trial
