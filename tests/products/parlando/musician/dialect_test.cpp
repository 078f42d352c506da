// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <iterator>
#include <set>

#include "performer_stage.hpp"

namespace parlando::test {
namespace {

std::unique_ptr<Task> expression(Stage& stage, ExpressionKind kind, double value,
                                 std::int16_t key = -1) {
  auto made = stage.task(Task::Kind::expression);
  made->expression = kind;
  made->value = value;
  made->key = key;
  return made;
}

TEST_CASE("note expressions name the notes that they are for") {
  Stage stage;
  stage.send(stage.note(60));
  stage.send(stage.note(64));
  stage.send(expression(stage, ExpressionKind::tuning, 0.5, 64));
  stage.send(expression(stage, ExpressionKind::brightness, 0.25));
  stage.play();
  const auto sent = stage.all<attacca::NoteExpression>();
  REQUIRE(sent.size() == 3);
  CHECK(sent[0].second.note_id == stage.all<attacca::NoteOn>()[1].second.note_id);
  CHECK(sent[0].second.value == 0.5);
  CHECK(sent[1].second.expression == attacca::Expression::brightness);
}

TEST_CASE("MPE: each note has a channel of its own, and what shapes it goes there") {
  Stage stage;
  stage.block.dialect = Dialect::mpe;
  stage.send(stage.note(60));
  stage.send(stage.note(64));
  stage.send(expression(stage, ExpressionKind::tuning, 12, 64));
  stage.send(expression(stage, ExpressionKind::pressure, 0.5, 60));
  stage.play();
  const auto on = stage.all<attacca::NoteOn>();
  REQUIRE(on.size() == 2);
  CHECK(on[0].second.channel >= 1);
  CHECK(on[1].second.channel >= 1);
  CHECK(on[0].second.channel != on[1].second.channel);
  const auto bend = stage.all<attacca::PitchBend>();
  REQUIRE(bend.size() == 1);
  CHECK(bend[0].second.channel == on[1].second.channel);
  CHECK(bend[0].second.value == 0.25);  // of 48 semitones
  const auto pressure = stage.all<attacca::ChannelPressure>();
  REQUIRE(pressure.size() == 1);
  CHECK(pressure[0].second.channel == on[0].second.channel);
  CHECK(stage.all<attacca::NoteExpression>().empty());
  // The zone is announced before the first note: RPN 6 on channel 1, 15 members.
  const auto change = stage.all<attacca::ControlChange>();
  REQUIRE(change.size() >= 3);
  CHECK(change[0].second.channel == 0);
  CHECK(change[1].second.value == 6 / 127.0);
  CHECK(change[2].second.value == 15 / 127.0);
}

TEST_CASE("MPE: sixteen notes share fifteen channels, and ends go where notes began") {
  Stage stage;
  stage.block.dialect = Dialect::mpe;
  for (std::int16_t key = 60; key < 76; ++key) stage.send(stage.note(key, 0.001));
  stage.play_until(640);
  const auto on = stage.all<attacca::NoteOn>();
  const auto off = stage.all<attacca::NoteOff>();
  REQUIRE(on.size() == 16);
  REQUIRE(off.size() == 16);
  std::set<std::int16_t> channels;
  for (const auto& [sample, note] : on) channels.insert(note.channel);
  CHECK(channels.size() == 15);
  for (const auto& [sample, end] : off) {
    CHECK(std::any_of(on.begin(), on.end(), [&](const auto& begin) {
      return begin.second.note_id == end.note_id && begin.second.channel == end.channel;
    }));
  }
}

TEST_CASE("MIDI 1: expressions become controllers of the channel, the DAW's too") {
  Stage stage;
  stage.block.dialect = Dialect::midi1;
  stage.send(stage.note(60));
  stage.send(expression(stage, ExpressionKind::tuning, 1));
  stage.send(expression(stage, ExpressionKind::brightness, 0.5));
  stage.send(expression(stage, ExpressionKind::pressure, 1, 60));
  attacca::NoteExpression from_daw;
  from_daw.port = 0;
  from_daw.channel = 2;
  from_daw.key = 50;
  from_daw.expression = attacca::Expression::vibrato;
  from_daw.value = 0.25;
  const attacca::Event events[] = {{3, from_daw}};
  stage.block.events = events;
  stage.play();
  CHECK(stage.all<attacca::NoteExpression>().empty());
  REQUIRE(stage.all<attacca::PitchBend>().size() == 1);
  CHECK(stage.all<attacca::PitchBend>()[0].second.value == 0.5);
  const auto change = stage.all<attacca::ControlChange>();
  REQUIRE(change.size() == 2);
  CHECK(change[0].second.controller == 74);
  CHECK(change[1].second.controller == 1);
  CHECK(change[1].second.channel == 2);
  const auto raw = stage.all<attacca::MidiMessage>();
  REQUIRE(raw.size() == 1);
  CHECK(raw[0].second.bytes[0] == 0xA0);
  CHECK(raw[0].second.bytes[2] == 127);
}

TEST_CASE("MPE is introduced again where there was no room, and after a reset") {
  Stage stage;
  stage.block.dialect = Dialect::mpe;
  stage.send(stage.note(60, 0.001));
  stage.room = 10;
  stage.play();
  CHECK(stage.begins().empty());
  stage.room = -1;
  stage.send(stage.note(60, 0.001));
  stage.play_until(640);
  constexpr std::size_t kIntroduction = 48;
  CHECK(stage.samples_of<attacca::ControlChange>().size() == 10 + kIntroduction);
  stage.send(stage.note(60, 0.001));
  stage.play_until(1'280);
  CHECK(stage.samples_of<attacca::ControlChange>().size() == 10 + kIntroduction);
  stage.performer.reset(Stage::kRate);
  stage.send(stage.note(60, 0.001));
  stage.play();
  CHECK(stage.samples_of<attacca::ControlChange>().size() == 10 + 2 * kIntroduction);
}

TEST_CASE("pressure beyond its range stays what MIDI can say") {
  Stage stage;
  stage.block.dialect = Dialect::midi1;
  attacca::NoteExpression from_daw;
  from_daw.channel = 2;
  from_daw.key = 50;
  from_daw.expression = attacca::Expression::pressure;
  from_daw.value = 1.5;
  attacca::NoteExpression below = from_daw;
  below.value = -1;
  attacca::NoteExpression channel = from_daw;
  channel.key = -1;
  const attacca::Event events[] = {{3, from_daw}, {4, below}, {5, channel}};
  stage.block.events = events;
  stage.play();
  const auto raw = stage.all<attacca::MidiMessage>();
  REQUIRE(raw.size() == 2);
  CHECK(raw[0].second.bytes[2] == 127);
  CHECK(raw[1].second.bytes[2] == 0);
  REQUIRE(stage.all<attacca::ChannelPressure>().size() == 1);
  CHECK(stage.all<attacca::ChannelPressure>()[0].second.value == 1.0);
}

TEST_CASE("every kind of event that the DAW sends goes through unread") {
  Stage stage;
  const std::uint8_t bytes[] = {0xF0, 1, 2, 0xF7};
  attacca::NoteExpression expressed;
  expressed.port = 0;
  expressed.note_id = 77;
  expressed.value = 1.5;
  const attacca::Event events[] = {
      {0, attacca::NoteOn{}},
      {1, expressed},
      {2, attacca::NoteOff{}},
      {3, attacca::NoteChoke{}},
      {4, attacca::ControlChange{.controller = 5, .value = 0.3}},
      {5, attacca::PitchBend{.value = -0.5}},
      {6, attacca::ChannelPressure{.value = 0.7}},
      {7, attacca::ProgramChange{.program = 9}},
      {8, attacca::MidiMessage{.bytes = {0xF2, 1, 2}}},
      {9, attacca::SysEx{.bytes = bytes}},
      {10, attacca::Midi2Message{.words = {1, 2, 3, 4}}},
  };
  stage.block.events = events;
  stage.play();
  REQUIRE(stage.out.size() == std::size(events));
  for (std::size_t i = 0; i < std::size(events); ++i) {
    CHECK(stage.out[i].sample == static_cast<std::int64_t>(i));
  }
  CHECK(stage.all<attacca::NoteExpression>()[0].second.note_id == 77);
  CHECK(stage.all<attacca::SysEx>()[0].second.bytes.data() == bytes);
  CHECK(stage.all<attacca::Midi2Message>()[0].second.words[3] == 4);
}

}  // namespace
}  // namespace parlando::test
