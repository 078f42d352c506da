// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>

#include "performer_stage.hpp"

namespace parlando::test {
namespace {

TEST_CASE("notes for a beat wait for the transport") {
  Stage stage;
  auto one = stage.note(60, 0.5);
  Stage::at_beat(*one, 1.0);
  stage.send(std::move(one));
  stage.play_until(6'400);
  CHECK(stage.out.empty());
  stage.roll();
  stage.play_until(6'400 + 48'000);
  CHECK(stage.begins() == Samples{6'400 + 24'000});
  CHECK(stage.ends() == Samples{6'400 + 36'000});
}

TEST_CASE("a change of tempo moves what is still to come, and what sounds") {
  Stage stage;
  for (const double beat : {0.5, 1.5}) {
    auto one = stage.note(60, 0.75);
    Stage::at_beat(*one, beat);
    stage.send(std::move(one));
  }
  stage.roll(0);
  stage.play_until(24'000);
  CHECK(stage.begins() == Samples{12'000});
  stage.block.transport.tempo = 240;  // 12,000 samples a beat, from beat 1 on
  stage.play_until(48'000);
  CHECK(stage.begins() == Samples{12'000, 30'000});
  CHECK(stage.ends() == Samples{27'000, 39'000});
}

TEST_CASE("a transport that stops ends what it began, and what waits goes on waiting") {
  Stage stage;
  auto one = stage.note(60, 10);
  Stage::at_beat(*one, 0.1);
  auto later = stage.note(62, 1);
  Stage::at_beat(*later, 3);
  auto held = stage.note(64);  // not of the transport's
  stage.send(std::move(one));
  stage.send(std::move(later));
  stage.send(std::move(held));
  stage.roll();
  stage.play_until(6'400);
  CHECK(stage.exchange.sounding.load() == 2);
  stage.block.transport.playing = false;
  stage.play();
  CHECK(stage.ends() == Samples{6'400});
  CHECK(stage.exchange.sounding.load() == 1);
  stage.roll(2.9);
  stage.play_until(12'800);
  CHECK(stage.begins().size() == 3);
}

TEST_CASE("a loop passes its beats each time") {
  Stage stage;
  stage.roll(0);
  stage.block.transport.looping = true;
  stage.block.transport.loop_beats = attacca::Transport::BeatRange{0, 1};
  auto one = stage.note(60, 4);
  Stage::at_beat(*one, 0.75);
  stage.send(std::move(one));
  // The host goes round inside of blocks.
  const double beats_per_block = 64 * 120 / 60.0 / Stage::kRate;
  double beat = 0;
  const auto play_until = [&](std::int64_t sample) {
    while (stage.at < sample) {
      stage.block.transport.position_beats = beat;
      stage.performer.play(stage.block, stage);
      stage.at += 64;
      beat += beats_per_block;
      if (beat >= 1) beat -= 1;
    }
  };
  play_until(45'600);  // beat 0.9 of the second round
  CHECK(stage.begins() == Samples{18'000});
  CHECK(stage.ends() == Samples{24'000});  // where the loop ends
  auto again = stage.note(61, 0.1);
  Stage::at_beat(*again, 0.1);
  stage.send(std::move(again));
  play_until(60'000);
  CHECK(stage.begins() == Samples{18'000, 24'000 + 24'000 + 2'400});
}

TEST_CASE("a note on a loop's first beat begins with the loop") {
  Stage stage;
  const double tempo = 110;
  const double per_frame = tempo / 60.0 / Stage::kRate;
  stage.roll(6.9, tempo);
  stage.block.transport.looping = true;
  stage.block.transport.loop_beats = attacca::Transport::BeatRange{4, 8};
  const auto play_blocks = [&](int count) {
    for (int i = 0; i < count; ++i) {
      const double beat = *stage.block.transport.position_beats;
      stage.performer.play(stage.block, stage);
      stage.at += 64;
      const double next = beat + 64 * per_frame;
      stage.block.transport.position_beats = next < 8 ? next : next - 4;
    }
  };
  play_blocks(40);
  auto one = stage.note(60, 0.1);
  Stage::at_beat(*one, 4);
  stage.send(std::move(one));
  play_blocks(600);
  const auto wrap = static_cast<std::int64_t>(std::ceil(1.1 / per_frame));
  REQUIRE(stage.begins().size() == 1);
  CHECK(std::abs(stage.begins()[0] - wrap) <= 1);
  CHECK(stage.exchange.late.load() == 0);
}

TEST_CASE("a host that rounds where it starts still comes to the beat") {
  Stage stage;
  auto one = stage.note(60, 0.1);
  Stage::at_beat(*one, 4);
  stage.send(std::move(one));
  stage.roll(4.00001);
  stage.play();
  CHECK(stage.begins() == Samples{0});
}

TEST_CASE("what was jumped over waits for the transport to come back") {
  Stage stage;
  for (const double beat : {1.0, 2.0, 9.0}) {
    auto one = stage.note(static_cast<std::int16_t>(60 + beat), 0.1);
    Stage::at_beat(*one, beat);
    stage.send(std::move(one));
  }
  stage.roll(0);
  stage.play_until(6'400);
  stage.roll(8.99);
  stage.play_until(12'800);
  REQUIRE(stage.begins().size() == 1);
  CHECK(stage.all<attacca::NoteOn>()[0].second.key == 69);
  stage.roll(0.99);
  stage.play_until(12'800 + 48'000);
  REQUIRE(stage.begins().size() == 3);
  CHECK(stage.all<attacca::NoteOn>()[1].second.key == 61);
  CHECK(stage.all<attacca::NoteOn>()[2].second.key == 62);
  CHECK(stage.exchange.late.load() == 0);
}

TEST_CASE("a beat that has just gone by is late, an older one is the next time's") {
  Stage stage;
  stage.roll(4);
  stage.play();
  auto late = stage.note(60, 1);
  Stage::at_beat(*late, 3.9);
  auto old = stage.note(62, 1);
  Stage::at_beat(*old, 1);
  stage.send(std::move(late));
  stage.send(std::move(old));
  stage.play();
  CHECK(stage.begins() == Samples{64});
  CHECK(stage.exchange.late.load() == 1);
  CHECK(stage.exchange.waiting() == 1);
  stage.roll(0.99);
  stage.play_until(6'400);
  CHECK(stage.begins().size() == 2);
}

TEST_CASE("thousands of notes that are jumped over do not stop the block, and none is lost") {
  Stage stage;
  const int count = 5'000;
  for (int i = 0; i < count; ++i) {
    auto one = stage.task(Task::Kind::controller);
    one->number = 7;
    Stage::at_beat(*one, 1 + i * 0.0001);
    stage.send(std::move(one));
  }
  stage.roll(0);
  for (int i = 0; i < 6; ++i) stage.play();
  stage.roll(100);
  for (int i = 0; i < 6; ++i) stage.play();
  CHECK(stage.out.empty());
  stage.roll(0.99);
  stage.play_until(64 * 12 + 30'000);
  CHECK(stage.out.size() == count);
}

TEST_CASE("a curve for a beat keeps to the beats") {
  Stage stage;
  auto one = stage.curve("cc 1", 0, 1, 2.0);
  Stage::at_beat(*one, 1);
  stage.send(std::move(one));
  stage.roll(0);
  stage.play_until(48'000);  // beat 2: half of it
  stage.block.transport.tempo = 60;
  stage.play_until(48'000 + 64'000);
  const auto changes = stage.all<attacca::ControlChange>();
  REQUIRE(!changes.empty());
  CHECK(changes.front().first == 24'000);
  CHECK(changes.back().second.value == 1.0);
  // The second half takes one beat of 48,000 samples.
  CHECK(std::abs(static_cast<double>(changes.back().first - 96'000)) <= 2);
}

}  // namespace
}  // namespace parlando::test
