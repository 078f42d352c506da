// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <cstdlib>
#include <random>

#include "performer_stage.hpp"

namespace parlando::test {
namespace {

TEST_CASE("what has no time sounds at the beginning of the next block") {
  Stage stage;
  stage.play();
  stage.send(stage.note(60));
  stage.send(stage.note(64));
  stage.play();
  CHECK(stage.begins() == Samples{64, 64});
  CHECK(stage.all<attacca::NoteOn>()[0].second.key == 60);
  CHECK(stage.exchange.late.load() == 0);
}

TEST_CASE("ten thousand tagged notes sound on their samples") {
  Stage stage;
  std::mt19937 random(3);
  Samples due;
  std::int64_t at = 100;
  for (int i = 0; i < 10'000; ++i) {
    at += 50 + static_cast<std::int64_t>(random() % 400);
    due.push_back(at);
  }
  // They come in any order, some of them while others sound.
  for (std::size_t i = 0; i < due.size(); ++i) {
    auto one = stage.note(static_cast<std::int16_t>(i % 128), 0.001);
    Stage::at_sample(*one, static_cast<double>(due[i]));
    stage.send(std::move(one));
    if (i % 100 == 0) stage.play_until(due[i] - 20'000);
  }
  stage.play_until(at + 1'000);
  CHECK(stage.begins() == due);
  CHECK(stage.ends().size() == due.size());
  CHECK(stage.exchange.late.load() == 0);
  CHECK(stage.exchange.waiting() == 0);
}

TEST_CASE("a note of some length ends on its sample, however blocks are cut") {
  for (const std::uint32_t frames : {1u, 7u, 64u, 1'000u}) {
    Stage stage;
    stage.block.clock.frames = frames;
    auto one = stage.note(60, 0.01);  // 480 samples
    Stage::at_sample(*one, 101);
    stage.send(std::move(one));
    stage.play_until(2'000);
    CHECK(stage.begins() == Samples{101});
    CHECK(stage.ends() == Samples{581});
  }
}

TEST_CASE("what comes late sounds at once and is counted") {
  Stage stage;
  stage.play_until(640);
  auto one = stage.note(60);
  one->is_reported = true;
  Stage::at_sample(*one, 600);
  stage.send(std::move(one));
  stage.play();
  CHECK(stage.begins() == Samples{640});
  CHECK(stage.exchange.late.load() == 1);
  std::int32_t late = 0;
  stage.exchange.reports.reader().drain([&](const Report& report) {
    if (report.kind == Report::Kind::played) late = report.late;
  });
  CHECK(late == 40);
}

TEST_CASE("the DAW's events and the conductor's go out in one order") {
  Stage stage;
  auto one = stage.note(60, 0.001);
  Stage::at_sample(*one, 20);
  stage.send(std::move(one));
  attacca::NoteOn on;
  on.port = 0;
  on.channel = 3;
  on.key = 70;
  const attacca::Event events[] = {{10, on}, {30, on}};
  stage.block.events = events;
  stage.play();
  CHECK(stage.begins() == Samples{10, 20, 30});
}

TEST_CASE("a note-off finds its note by number, and else by key and channel") {
  Stage stage;
  auto first = stage.note(60);
  first->note = 7;
  auto second = stage.note(62);
  second->note = 8;
  stage.send(std::move(first));
  stage.send(std::move(second));
  stage.play();
  auto off = stage.task(Task::Kind::note_off);
  off->key = 1;
  off->note = 8;
  stage.send(std::move(off));
  stage.play();
  REQUIRE(stage.ends().size() == 1);
  CHECK(stage.all<attacca::NoteOff>()[0].second.key == 62);
  CHECK(stage.all<attacca::NoteOff>()[0].second.note_id ==
        stage.all<attacca::NoteOn>()[1].second.note_id);
  off = stage.task(Task::Kind::note_off);
  off->key = 60;
  stage.send(std::move(off));
  stage.play();
  CHECK(stage.ends().size() == 2);
  CHECK(stage.exchange.sounding.load() == 0);
}

TEST_CASE("a key that is struck again ends first") {
  Stage stage;
  stage.send(stage.note(60));
  stage.play();
  stage.send(stage.note(60));
  stage.play();
  CHECK(stage.ends() == Samples{64});
  CHECK(stage.begins() == Samples{0, 64});
}

TEST_CASE("more than a block may cost is the next one's, and nothing is lost") {
  Stage stage;
  const std::size_t count = 3'000;
  for (std::size_t i = 0; i < count; ++i) {
    auto one = stage.task(Task::Kind::controller);
    one->number = 11;
    Stage::at_sample(*one, 5);
    stage.send(std::move(one));
  }
  stage.play();
  CHECK(stage.out.size() == Performer::kMostPerBlock);
  for (int i = 0; i < 3; ++i) stage.play();
  CHECK(stage.out.size() == count);
  CHECK(stage.exchange.waiting() == 0);
}

TEST_CASE("a curve of a controller has each value on its sample") {
  Stage stage;
  auto one = stage.curve("cc 11", 0, 1, 1.0);
  Stage::at_sample(*one, 100);
  stage.send(std::move(one));
  stage.play_until(50'000);
  const auto changes = stage.all<attacca::ControlChange>();
  REQUIRE(changes.size() == 129);
  CHECK(changes.front().first == 100);
  CHECK(changes.back().first == 48'100);
  CHECK(changes.back().second.value == 1.0);
  // The turn to the 64th step, half a step before it.
  CHECK(changes[64].first == 100 + static_cast<std::int64_t>(std::ceil(63.5 / 127 * 48'000)));
  CHECK(stage.exchange.waiting() == 0);
}

TEST_CASE("a curve replaces the one that its target has") {
  Stage stage;
  stage.send(stage.curve("cc 11", 0, 1, 1.0));
  stage.play_until(1'000);
  stage.send(stage.curve("cc 11", 1, 1, 1.0));
  stage.play();
  const std::size_t before = stage.out.size();
  stage.play_until(40'000);
  CHECK(stage.out.size() == before);
}

TEST_CASE("free-wheeling begins where the clock line says") {
  Stage stage;
  stage.play();
  const BlockFacts& facts = stage.exchange.facts.reader().read();
  CHECK(facts.free_wheels);
  CHECK(facts.samples == 0);
  CHECK(facts.steady_ns == Stage::kBegin);
  CHECK(facts.turns == 1);
}

TEST_CASE("an expression for many notes counts as many, and stops where there is no room") {
  Stage stage;
  for (std::int16_t key = 0; key < 128; ++key) stage.send(stage.note(key));
  stage.play();
  stage.out.clear();
  for (int i = 0; i < 100; ++i) {
    auto one = stage.task(Task::Kind::expression);
    one->expression = ExpressionKind::volume;
    one->value = 0.5;
    stage.send(std::move(one));
  }
  SUBCASE("the rest is the next blocks'") {
    stage.play();
    CHECK(stage.out.size() <= Performer::kMostPerBlock + 128);
    for (int i = 0; i < 20; ++i) stage.play();
    CHECK(stage.out.size() == 100 * 128);
  }
  SUBCASE("no room") {
    stage.room = 5;
    stage.play();
    CHECK(stage.out.size() == 5);
    CHECK(stage.exchange.dropped.load() == 100);
  }
}

TEST_CASE("curves for many notes are thinned out where a block is too much, and reach their end") {
  Stage stage;
  stage.block.clock.frames = 1'024;
  for (std::int16_t key = 0; key < 128; ++key) stage.send(stage.note(key));
  stage.play();
  stage.out.clear();
  for (const char* target : {"volume", "pan", "vibrato", "brightness", "expression"}) {
    stage.send(stage.curve(target, 0, 1, 0.05));
  }
  stage.play();
  CHECK(stage.out.size() <= Performer::kMostCurveEvents + 128);
  for (int i = 0; i < 5; ++i) stage.play();
  CHECK(stage.exchange.waiting() == 0);
  int ended = 0;
  for (const auto& [sample, what] : stage.all<attacca::NoteExpression>()) {
    if (what.value == 1.0) ++ended;
  }
  CHECK(ended == 5 * 128);
}

}  // namespace
}  // namespace parlando::test
