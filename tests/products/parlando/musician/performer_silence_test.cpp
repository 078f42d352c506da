// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>

#include "performer_stage.hpp"

namespace parlando::test {
namespace {

/// A stage on which a note sounds, a pedal is held, a curve is under way and something waits.
struct BusyStage : Stage {
  BusyStage() {
    send(note(60));
    auto pedal = task(Task::Kind::controller);
    pedal->number = 64;
    pedal->value = 1;
    send(std::move(pedal));
    send(curve("cc 11", 0, 1, 100));
    auto later = note(72, 1);
    at_sample(*later, 20'000);
    send(std::move(later));
    auto beat = note(73, 1);
    at_beat(*beat, 1);
    send(std::move(beat));
    play();
    REQUIRE(exchange.sounding.load() == 1);
  }
  void check_silent() {
    CHECK(exchange.sounding.load() == 0);
    CHECK(ends().size() == begins().size());
    const auto changes = all<attacca::ControlChange>();
    const auto pedal = std::find_if(changes.rbegin(), changes.rend(),
                                    [](const auto& c) { return c.second.controller == 64; });
    REQUIRE(pedal != changes.rend());
    CHECK(pedal->second.value == 0.0);
    const std::size_t before = out.size();
    for (int i = 0; i < 20; ++i) play();
    CHECK(out.size() == before);  // the curve is over
  }
};

TEST_CASE("silence ends all that the conductor began") {
  BusyStage stage;
  SUBCASE("sounding: what waits goes on waiting") {
    stage.send(stage.task(Task::Kind::silence_sounding));
    stage.play();
    stage.check_silent();
    CHECK(stage.exchange.waiting() == 2);
    stage.play_until(21'000);
    CHECK(stage.begins().size() == 2);
  }
  SUBCASE("all: nothing waits either") {
    stage.send(stage.task(Task::Kind::silence_all));
    stage.play();
    stage.check_silent();
    CHECK(stage.exchange.waiting() == 0);
    stage.roll();
    stage.play_until(60'000);
    CHECK(stage.begins().size() == 1);
  }
  SUBCASE("bypass") {
    stage.block.is_bypassed = true;
    stage.play();
    stage.check_silent();
    stage.play_until(21'000);
    CHECK(stage.begins().size() == 1);  // what is due while it is bypassed is not heard
  }
  SUBCASE("a reset") {
    stage.performer.reset(Stage::kRate);
    stage.play();
    stage.check_silent();
  }
}

TEST_CASE("silence for what waits leaves what will end by itself, and nothing hangs") {
  Stage stage;
  stage.send(stage.note(60, 0.5));  // until sample 24,000
  stage.send(stage.note(61));
  auto off = stage.task(Task::Kind::note_off);
  off->key = 61;
  Stage::at_sample(*off, 30'000);
  stage.send(std::move(off));
  auto later = stage.note(62, 1);
  Stage::at_sample(*later, 20'000);
  stage.send(std::move(later));
  stage.play();
  stage.send(stage.task(Task::Kind::silence_waiting));
  stage.play();
  // The end of the one was among what was dropped.
  CHECK(stage.ends() == Samples{64});
  CHECK(stage.exchange.waiting() == 0);
  stage.play_until(40'000);
  CHECK(stage.begins().size() == 2);
  CHECK(stage.ends() == Samples{64, 24'000});
}

TEST_CASE("what was sent before a silence is not played first") {
  Stage stage;
  for (int i = 0; i < 5; ++i) stage.send(stage.note(60, 1));
  stage.send(stage.task(Task::Kind::silence_all));
  stage.send(stage.note(67, 1));
  stage.play();
  REQUIRE(stage.begins().size() == 1);
  CHECK(stage.all<attacca::NoteOn>()[0].second.key == 67);
}

TEST_CASE("what is sent after a silence, for later, is not dropped by it") {
  Stage stage;
  const auto later = [&](std::int16_t key) {
    auto task = stage.note(key, 1);
    task->when = When::Kind::beat;
    task->beat = 1'000;
    stage.send(std::move(task));
  };
  later(60);
  stage.send(stage.task(Task::Kind::silence_all));
  later(67);
  stage.play();
  CHECK(stage.exchange.waiting() == 1);
}

TEST_CASE("a message that was lost may have been the end of a note: open ones end") {
  Stage stage;
  stage.send(stage.note(60));
  stage.send(stage.note(62, 1));
  stage.play();
  stage.lose_something();
  stage.play();
  REQUIRE(stage.ends().size() == 1);
  CHECK(stage.all<attacca::NoteOff>()[0].second.key == 60);
}

TEST_CASE("silence waits behind nothing, and what came before it is not played") {
  Stage stage;
  for (int i = 0; i < 5'000; ++i) stage.send(stage.note(static_cast<std::int16_t>(i % 128)));
  auto later = stage.note(72, 1);
  Stage::at_sample(*later, 200);
  stage.send(std::move(later));
  stage.play();
  const std::size_t begun = stage.begins().size();
  REQUIRE(begun == Performer::kMostPerBlock);
  SUBCASE("all") {
    stage.send(stage.task(Task::Kind::silence_all));
    stage.send(stage.note(60, 1));
    stage.play();
    CHECK(stage.exchange.waiting() == 0);
    CHECK(stage.exchange.sounding.load() == 1);
    REQUIRE(stage.begins().size() == begun + 1);
    CHECK(stage.begins().back() == 64);
    stage.play_until(1'000);
    CHECK(stage.begins().size() == begun + 1);
  }
  SUBCASE("sounding") {
    stage.send(stage.task(Task::Kind::silence_sounding));
    stage.play();
    CHECK(stage.exchange.sounding.load() == 0);
    stage.play_until(1'000);
    CHECK(stage.begins().size() == begun + 1);  // what has a time is still to come
  }
}

TEST_CASE("silence comes through, whatever a loop has to pass over") {
  Stage stage;
  for (int i = 0; i < 65'000; ++i) {
    auto one = stage.note(60, 1);
    Stage::at_beat(*one, 0);
    stage.send(std::move(one));
  }
  auto heard = stage.note(61, 1);
  Stage::at_beat(*heard, 4.05);
  stage.send(std::move(heard));
  for (int i = 0; i < 70; ++i) stage.play();
  // A loop of 2,400 samples, much shorter than it takes to look at them all.
  const auto play_rounds = [&](int count) {
    for (int i = 0; i < count; ++i) {
      stage.roll(4);
      for (int block = 0; block < 37; ++block) stage.play();
    }
  };
  play_rounds(4);
  CHECK(stage.begins().size() == 1);  // the loop's own note
  stage.send(stage.note(64));
  play_rounds(1);
  CHECK(stage.begins().size() == 2);
  stage.send(stage.task(Task::Kind::silence_all));
  stage.play();
  CHECK(stage.exchange.waiting() == 0);
  CHECK(stage.exchange.sounding.load() == 0);
}

TEST_CASE("a note whose end may have been lost does not begin afterwards") {
  Stage stage;
  auto open = stage.note(60);
  Stage::at_sample(*open, 100);
  auto whole = stage.note(62, 0.001);
  Stage::at_sample(*whole, 100);
  auto pedal = stage.task(Task::Kind::controller);
  pedal->number = 64;
  pedal->value = 1;
  Stage::at_sample(*pedal, 100);
  stage.send(std::move(open));
  stage.send(std::move(whole));
  stage.send(std::move(pedal));
  stage.play();
  stage.lose_something();
  auto next = stage.note(64);
  Stage::at_sample(*next, 110);
  stage.send(std::move(next));
  stage.play_until(1'000);
  REQUIRE(stage.begins().size() == 2);
  CHECK(stage.all<attacca::NoteOn>()[0].second.key == 62);
  CHECK(stage.all<attacca::NoteOn>()[1].second.key == 64);
  CHECK(stage.samples_of<attacca::ControlChange>().empty());
  CHECK(stage.exchange.sounding.load() == 1);
}

TEST_CASE("a pedal whose end finds no room is let go in the next block") {
  Stage stage;
  const auto pedal = [&](double value) {
    auto one = stage.task(Task::Kind::controller);
    one->number = 64;
    one->value = value;
    stage.send(std::move(one));
  };
  pedal(1);
  stage.play();
  stage.room = 0;
  SUBCASE("that was asked for") {
    pedal(0);
  }
  SUBCASE("by silence") {
    stage.send(stage.task(Task::Kind::silence_all));
  }
  SUBCASE("by a gap") {
    stage.lose_something();
  }
  stage.play();
  stage.room = -1;
  stage.play();
  const auto changes = stage.all<attacca::ControlChange>();
  REQUIRE(changes.size() == 2);
  CHECK(changes[1].first == 128);
  CHECK(changes[1].second.value == 0.0);
  stage.play();
  CHECK(stage.out.size() == 2);
}

TEST_CASE("all notes off and all sound off end the conductor's notes too, whoever says it") {
  Stage stage;
  stage.send(stage.note(60));
  auto other = stage.note(61);
  other->channel = 5;
  stage.send(std::move(other));
  stage.play();
  attacca::ControlChange change;
  SUBCASE("the DAW, 120") {
    change.controller = 120;
  }
  SUBCASE("the DAW, 123") {
    change.controller = 123;
  }
  SUBCASE("the conductor") {}
  const attacca::Event events[] = {{9, change}};
  if (change.controller != 0) {
    stage.block.events = events;
  } else {
    auto said = stage.task(Task::Kind::controller);
    said->number = 123;
    stage.send(std::move(said));
  }
  stage.play();
  CHECK(stage.ends() == Samples{change.controller != 0 ? 73 : 64});
  CHECK(stage.exchange.sounding.load() == 1);
  CHECK(stage.samples_of<attacca::ControlChange>().size() == 1);
}

TEST_CASE("a host that takes no more in a block gets the ends of notes in the next one") {
  Stage stage;
  stage.send(stage.note(60, 0.002));
  stage.play();
  stage.room = 0;
  stage.play();
  CHECK(stage.ends().empty());
  CHECK(stage.exchange.sounding.load() == 1);
  stage.room = -1;
  stage.play();
  CHECK(stage.ends() == Samples{128});
}

TEST_CASE("more notes than there is room for end the oldest ones") {
  Stage stage;
  for (std::size_t i = 0; i < SoundingNotes::kMost + 3; ++i) {
    auto one = stage.note(static_cast<std::int16_t>(i % 128));
    one->channel = static_cast<std::uint8_t>(i / 128);
    stage.send(std::move(one));
  }
  stage.play();
  CHECK(stage.exchange.sounding.load() == SoundingNotes::kMost);
  CHECK(stage.exchange.dropped.load() == 3);
  CHECK(stage.ends().size() == 3);
}

}  // namespace
// The network thread may send a note and a silence after it between a block's look at the inbox and
// its look for silences.
TEST_CASE("what was sent before a silence does not sound, though the silence is seen first") {
  Stage stage;
  const std::uint64_t coming = stage.exchange.inbox.last_order() + 1;
  SUBCASE("all") {
    stage.exchange.silence_all.ask(coming);
    stage.play();
    SUBCASE("an open note") {
      stage.send(stage.note(60));
    }
    SUBCASE("one with a time") {
      auto later = stage.note(60, 1);
      Stage::at_sample(*later, 1'000);
      stage.send(std::move(later));
    }
  }
  SUBCASE("sounding") {
    stage.exchange.silence_sounding.ask(coming);
    stage.play();
    stage.send(stage.note(60));
  }
  SUBCASE("waiting") {
    stage.exchange.silence_waiting.ask(coming);
    stage.play();
    auto later = stage.note(60, 1);
    Stage::at_sample(*later, 1'000);
    stage.send(std::move(later));
  }
  stage.play_until(2'000);
  CHECK(stage.begins().empty());
  CHECK(stage.exchange.waiting() == 0);
  stage.send(stage.note(61));
  stage.play();
  CHECK(stage.begins().size() == 1);
}

}  // namespace parlando::test
