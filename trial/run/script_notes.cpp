// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/script_notes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "host/plugin/note_check.hpp"
#include "midi_file/message_length.hpp"
#include "trial/run/script_change.hpp"

namespace attacca::trial {
namespace {

using host::NoteEvent;
using NoteKind = host::NoteEventKind;

constexpr std::size_t kMostBytes = 65'536;

/// A key or channel that may be "all", which is -1.
std::optional<std::int16_t> take_number_or_all(ScriptLine& line, std::uint32_t least,
                                               std::uint32_t most, std::string_view expected) {
  if (line.peek().text == "all") {
    line.take();
    return std::int16_t{-1};
  }
  const auto number = take_count(line, least, most, expected);
  if (!number) return std::nullopt;
  return static_cast<std::int16_t>(*number);
}

/// `channel N`, `id N`, `port N` and, where the event has not named it, `key N`.
bool take_address(ScriptLine& line, NoteEvent& event, bool takes_key) {
  while (!line.is_at_end()) {
    const std::string_view word = line.peek().text;
    if (word == "channel") {
      line.take();
      const auto channel = take_number_or_all(line, 1, 16, "all or a channel from 1 to 16");
      if (!channel) return false;
      event.channel = static_cast<std::int16_t>(*channel < 0 ? -1 : *channel - 1);
    } else if (word == "port") {
      line.take();
      const auto port = take_number_or_all(line, 1, 256, "all or a note port, counted from 1");
      if (!port) return false;
      event.port = static_cast<std::int16_t>(*port < 0 ? -1 : *port - 1);
    } else if (word == "id") {
      line.take();
      const auto id = take_count(line, 0, 0x7fffffff, "a note id from 0 to 2147483647");
      if (!id) return false;
      event.note_id = static_cast<std::int32_t>(*id);
    } else if (word == "key" && takes_key) {
      line.take();
      const auto key = take_number_or_all(line, 0, 127, "all or a key from 0 to 127");
      if (!key) return false;
      event.key = *key;
    } else {
      break;
    }
  }
  return true;
}

/// Whether a number comes next.
bool is_number_next(ScriptLine& line) {
  const std::string_view word = line.peek().text;
  return !word.empty() && !line.is_at_end() &&
         std::string_view("0123456789.-").find(word.front()) != std::string_view::npos;
}

bool take_key_note(ScriptLine& line, NoteEvent& event) {
  const ScriptWord what = line.take();
  if (what.text == "on") {
    event.kind = NoteKind::on;
  } else if (what.text == "off") {
    event.kind = NoteKind::off;
  } else if (what.text == "choke") {
    event.kind = NoteKind::choke;
  } else {
    return line.mistake(what.column, "found " + shown(what) + "; expected on, off or choke");
  }
  if (event.kind == NoteKind::on) {
    const auto key = take_count(line, 0, 127, "a key from 0 to 127; 60 is middle C");
    if (!key) return false;
    event.key = static_cast<std::int16_t>(*key);
  } else {
    const auto key = take_number_or_all(line, 0, 127, "all or a key from 0 to 127");
    if (!key) return false;
    event.key = *key;
  }
  event.velocity = 0.0;
  const bool has_velocity =
      event.kind == NoteKind::on || (event.kind == NoteKind::off && is_number_next(line));
  if (has_velocity) {
    const auto velocity = take_number(line, 0.0, 1.0, "a velocity from 0 to 1");
    if (!velocity) return false;
    event.velocity = *velocity;
  }
  return take_address(line, event, false);
}

bool take_expression(ScriptLine& line, NoteEvent& event) {
  event.kind = NoteKind::expression;
  event.channel = event.key = -1;
  const ScriptWord what = line.take();
  bool is_known = false;
  for (int i = 0; i <= static_cast<int>(host::NoteExpression::pressure) && !is_known; ++i) {
    event.expression = static_cast<host::NoteExpression>(i);
    is_known = what.text == host::name_of(event.expression);
  }
  if (!is_known) {
    return line.mistake(what.column, "found " + shown(what) +
                                         "; expected volume, pan, tuning, vibrato, expression, "
                                         "brightness or pressure");
  }
  const bool is_tuning = event.expression == host::NoteExpression::tuning;
  const bool is_volume = event.expression == host::NoteExpression::volume;
  const auto value = take_number(line, is_tuning ? -120.0 : 0.0,
                                 is_tuning   ? 120.0
                                 : is_volume ? 4.0
                                             : 1.0,
                                 is_tuning   ? "semitones from -120 to 120"
                                 : is_volume ? "a gain factor from 0 to 4"
                                             : "a value from 0 to 1");
  if (!value) return false;
  event.value = *value;
  return take_address(line, event, true);
}

bool take_modulation(ScriptLine& line, ScriptNote& note) {
  note.event.kind = NoteKind::modulation;
  note.event.channel = note.event.key = note.event.port = -1;
  auto name = take_word_or_text(line, "a parameter's name");
  if (!name) return false;
  note.parameter = std::move(*name);
  constexpr double kMost = 1e12;
  const auto amount =
      take_number(line, -kMost, kMost, "an offset in the parameter's own unit, such as -3");
  if (!amount) return false;
  note.event.value = *amount;
  return take_address(line, note.event, true);
}

/// Bytes of two hex digits, as far as they go.
bool take_bytes(ScriptLine& line, std::vector<std::uint8_t>& bytes) {
  while (!line.is_at_end()) {
    const std::string_view word = line.peek().text;
    std::uint8_t byte = 0;
    const char* const last = word.data() + word.size();
    const auto [end, error] = std::from_chars(word.data(), last, byte, 16);
    if (word.size() != 2 || error != std::errc{} || end != last) break;
    if (bytes.size() == kMostBytes) {
      return line.mistake(line.column(), "more than 65536 bytes; expected fewer");
    }
    bytes.push_back(byte);
    line.take();
  }
  return true;
}

bool take_midi(ScriptLine& line, ScriptNote& note) {
  const std::size_t column = line.column();
  std::vector<std::uint8_t> bytes;
  if (!take_bytes(line, bytes)) return false;
  const bool is_sysex = !bytes.empty() && bytes.front() == 0xF0;
  note.event.kind = is_sysex ? NoteKind::sysex : NoteKind::midi;
  bool is_good = false;
  if (is_sysex) {
    note.event.sysex = bytes;
    is_good = host::is_well_formed(note.event, 1);
    note.event.sysex = {};
    note.bytes = std::move(bytes);
  } else if (!bytes.empty() && bytes.size() == midi_file::message_length(bytes.front())) {
    std::copy(bytes.begin(), bytes.end(), note.event.midi.begin());
    is_good = host::is_well_formed(note.event, 1);
  }
  if (!is_good) {
    return line.mistake(column,
                        "these bytes are no MIDI message; expected all of one in hex, such as 90 "
                        "3C 7F, or a SysEx from F0 to F7");
  }
  return take_address(line, note.event, false);
}

}  // namespace

bool is_script_note(std::string_view word) noexcept {
  return word == "note" || word == "midi" || word == "expression" || word == "modulate";
}

std::optional<std::string> take_word_or_text(ScriptLine& line, std::string_view what) {
  const ScriptWord word = line.peek();
  if (!word.text.empty() && !line.is_at_end()) return std::string(line.take().text);
  auto text = line.take_text(what);
  if (!text) return std::nullopt;
  std::string result;
  for (const char c : text->text) {
    if (c == ScriptText::kCounterMark) {
      result += "{n}";
    } else {
      result += c;
    }
  }
  return result;
}

std::optional<ScriptNote> take_note(ScriptLine& line) {
  ScriptNote note;
  const ScriptWord word = line.take();
  bool taken = false;
  if (word.text == "note") taken = take_key_note(line, note.event);
  if (word.text == "midi") taken = take_midi(line, note);
  if (word.text == "expression") taken = take_expression(line, note.event);
  if (word.text == "modulate") taken = take_modulation(line, note);
  if (!is_script_note(word.text)) {
    line.mistake(word.column, "found " + shown(word) + "; expected " + std::string(kScriptNotes));
  }
  if (!taken) return std::nullopt;
  return note;
}

}  // namespace attacca::trial
