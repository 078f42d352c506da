// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: a Standard MIDI File for `attacca run --midi`.

#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "host/engine/note_clip.hpp"
#include "host/plugin/note_check.hpp"
#include "midi_file/message_length.hpp"
#include "midi_file/reader.hpp"
#include "midi_file/writer.hpp"

namespace attacca::fuzz {
namespace {

void check_message(std::span<const std::uint8_t> bytes) {
  host::NoteEvent event;
  if (bytes.front() == 0xF0) {
    event.kind = host::NoteEventKind::sysex;
    event.sysex = bytes;
  } else {
    require(bytes.size() == midi_file::message_length(bytes.front()),
            "a message has its status's length");
    event.kind = host::NoteEventKind::midi;
    std::copy(bytes.begin(), bytes.end(), event.midi.begin());
  }
  require(host::is_well_formed(event, 1), "a message is well formed");
}

/// Each track's messages, written and read again, are the same at the same ticks.
void check_written(const midi_file::File& file) {
  midi_file::Writer writer(480);
  for (std::uint32_t track = 0; track < file.tracks.size(); ++track) {
    writer.begin_track(file.tracks[track].name);
    for (const auto& message : file.messages) {
      if (message.track == track) writer.message(message.tick, file.bytes_of(message));
    }
  }
  const std::string text = writer.finish();
  const auto again =
      midi_file::parse({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  if (file.tracks.empty() || !again) return;  // it may be too long at this tempo
  require(again->messages.size() == file.messages.size(), "what is written can be read");
  for (std::size_t i = 0; i < file.messages.size(); ++i) {
    const auto& first = file.messages[i];
    const auto& second = again->messages[i];
    require(first.tick == second.tick && first.track == second.track, "a message keeps its place");
    const auto bytes = file.bytes_of(first);
    const auto more = again->bytes_of(second);
    require(std::equal(bytes.begin(), bytes.end(), more.begin(), more.end()),
            "a message keeps its bytes");
  }
}

void check_map(const midi_file::File& file) {
  double before = 0.0;
  for (const auto& tempo : file.tempos) {
    require(tempo.beats >= before && tempo.beats <= file.beats + 1e-6 && tempo.per_minute > 0.0,
            "tempos come in the order of time, within the file");
    before = tempo.beats;
  }
  before = 0.0;
  for (const auto& metre : file.metres) {
    require(metre.beats >= before && metre.numerator > 0 && metre.denominator > 0,
            "time signatures come in the order of time");
    before = metre.beats;
  }
  for (const auto& track : file.tracks) {
    require(track.name.empty() || is_one_clear_line(track.name), "a name is one line");
    require((track.notes > 0) == (track.highest_key >= 0) && track.lowest_key <= track.highest_key,
            "a track with notes has a lowest and a highest one");
    require(track.end_beats <= file.beats + 1e-6, "a track ends within the file");
  }
}

void check(const midi_file::File& file) {
  double before = 0.0;
  double beats = 0.0;
  for (const auto& message : file.messages) {
    require(message.seconds >= before && message.seconds <= file.seconds + 1e-6,
            "messages come in the order of time, within the file");
    before = message.seconds;
    require(message.beats >= beats && message.beats <= file.beats + 1e-6 * (1.0 + file.beats),
            "its quarter notes as well");
    beats = message.beats;
    require(message.track < file.tracks.size(), "a message's track is there");
    require(message.size > 0 && message.offset + message.size <= file.bytes.size(),
            "a message's bytes are there");
    check_message(file.bytes_of(message));
  }
  require(file.seconds <= midi_file::kLongest, "a file is a day at most");
  require(file.tempo > 0.0, "a tempo is above 0");
  for (const std::string& note : file.notes) require(is_one_clear_line(note), "a note is a line");
  check_map(file);
  check_written(file);
  host::NoteClip clip;
  clip.add(file, 48000.0);
  clip.sort();
  require(clip.items().size() == file.messages.size(), "each message is played");
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace attacca;
  const auto file = midi_file::parse({data, size});
  if (file) {
    fuzz::check(*file);
  } else {
    fuzz::require(fuzz::is_one_clear_line(file.error().message), "a mistake is one clear line");
  }
  return 0;
}
