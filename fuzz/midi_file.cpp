// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: a Standard MIDI File for `attacca run --midi`.

#include "host/engine/midi_file.hpp"

#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "host/engine/note_clip.hpp"
#include "host/plugin/note_check.hpp"

namespace attacca::fuzz {
namespace {

void check_message(std::span<const std::uint8_t> bytes) {
  host::NoteEvent event;
  if (bytes.front() == 0xF0) {
    event.kind = host::NoteEventKind::sysex;
    event.sysex = bytes;
  } else {
    require(bytes.size() == host::midi_length(bytes.front()), "a message has its status's length");
    event.kind = host::NoteEventKind::midi;
    std::copy(bytes.begin(), bytes.end(), event.midi.begin());
  }
  require(host::is_well_formed(event, 1), "a message is well formed");
}

void check(const host::MidiFile& file) {
  double before = 0.0;
  for (const auto& message : file.messages) {
    require(message.seconds >= before && message.seconds <= file.seconds + 1e-6,
            "messages come in the order of time, within the file");
    before = message.seconds;
    require(message.size > 0 && message.offset + message.size <= file.bytes.size(),
            "a message's bytes are there");
    check_message(file.bytes_of(message));
  }
  require(file.seconds <= host::kLongestMidiFile, "a file is a day at most");
  require(file.tempo > 0.0, "a tempo is above 0");
  for (const std::string& note : file.notes) require(is_one_clear_line(note), "a note is a line");
  host::NoteClip clip;
  clip.add(file, 48000.0);
  clip.sort();
  require(clip.items().size() == file.messages.size(), "each message is played");
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace attacca;
  const auto file = host::parse_midi_file({data, size});
  if (file) {
    fuzz::check(*file);
  } else {
    fuzz::require(fuzz::is_one_clear_line(file.error().message), "a mistake is one clear line");
  }
  return 0;
}
