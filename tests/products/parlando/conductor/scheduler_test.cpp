// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/scheduler.hpp"

#include <memory>

#include <doctest/doctest.h>

#include "fake_wire.hpp"
#include "registry_fixture.hpp"

namespace parlando::test {
namespace {

constexpr Id kBass{0xB};
constexpr Id kPiano{0xA};

struct SchedulerFixture : RegistryFixture {
  SchedulerFixture() {
    registry.take(daw.announce(kBass, 1, "Bass"), daw.address, now);
    registry.take(daw.announce(kPiano, 1, "Piano"), daw.address, now);
  }

  static WholeNote note(std::int32_t key, double duration) {
    WholeNote message;
    message.key = key;
    message.duration = duration;
    return message;
  }
  [[nodiscard]] Due in(std::int64_t nanoseconds) const {
    return {Due::Clock::wall, now.wall + nanoseconds, 0};
  }
  static Due at_beat(double beat) { return {Due::Clock::beat, 0, beat}; }

  void tick(std::int64_t nanoseconds) {
    now = now.after(nanoseconds);
    scheduler.tick(now);
    outbox.flush(now);
  }
  void roll(double beat, bool playing = true) {
    TransportIs message;
    message.id = kBass;
    message.playing = playing;
    message.tempo = 60;
    message.beat = beat;
    transport.update(message, now.wall);
  }
  void report(Id musician, std::int32_t of, std::int32_t late) {
    Played played;
    played.id = musician;
    played.of = of;
    played.late = late;
    played.when = osc_time::from_unix_nanoseconds(now.wall);
    scheduler.report(played);
  }

  FakeWire wire;
  Outbox outbox{wire, ""};
  TransportClock transport;
  Scheduler scheduler{registry, transport, outbox};
};

}  // namespace

TEST_CASE_FIXTURE(SchedulerFixture,
                  "what is for the wall clock leaves 200 ms before, with its time") {
  const PhraseId phrase = scheduler.begin("test", false, false);
  const std::int64_t due = now.wall + kSecond;
  CHECK(scheduler.add(phrase, kBass, in(kSecond), note(40, 0.5), now));
  scheduler.close(phrase);
  tick(799 * kMillisecond);
  CHECK(wire.received.empty());
  CHECK(scheduler.next_tick(now) <= now.steady + 50 * kMillisecond);
  tick(kMillisecond);
  const auto notes = wire.all<WholeNote>();
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].first.id == kBass);
  CHECK(notes[0].first.key == 40);
  CHECK(notes[0].second.time.unix_nanoseconds() == due);
}

TEST_CASE_FIXTURE(SchedulerFixture, "each musician's messages are numbered by themselves, from 1") {
  const PhraseId phrase = scheduler.begin("test", false, false);
  for (int i = 0; i < 3; ++i) scheduler.add(phrase, kBass, {}, note(40 + i, 1), now);
  for (int i = 0; i < 2; ++i) scheduler.add(phrase, kPiano, {}, note(60 + i, 1), now);
  tick(0);
  const auto notes = wire.all<WholeNote>();
  REQUIRE(notes.size() == 5);
  CHECK(notes[2].first.seq == 3);
  CHECK(notes[2].second.kind == When::Kind::next_block);
  CHECK(notes[3].first.seq == 1);
  CHECK(notes[4].first.seq == 2);
}

TEST_CASE_FIXTURE(SchedulerFixture, "what is for a beat leaves when the timeline is near") {
  const PhraseId phrase = scheduler.begin("test", true, false);
  for (const double beat : {2.0, 3.0, 9.0}) {
    scheduler.add(phrase, kBass, at_beat(beat), note(40, 1), now);
  }
  scheduler.close(phrase);
  tick(0);
  CHECK(wire.received.empty());  // nobody knows where the timeline is
  roll(0, false);
  tick(0);
  // It stands still; what comes first is there when it starts.
  CHECK(wire.all<WholeNote>().size() == 2);
  CHECK(wire.all<WholeNote>()[1].second.beat == 3.0);
  roll(0);
  tick(4'900 * kMillisecond);
  CHECK(wire.all<WholeNote>().size() == 2);
  tick(200 * kMillisecond);
  CHECK(wire.all<WholeNote>().size() == 3);
}

TEST_CASE_FIXTURE(SchedulerFixture, "what the loop comes back to leaves before it is reached") {
  const PhraseId phrase = scheduler.begin("test", true, false);
  scheduler.add(phrase, kBass, at_beat(1), note(40, 1), now);
  roll(7);
  TransportIs looping = transport.last();
  looping.looping = true;
  looping.loop_start = 0;
  looping.loop_end = 8;
  tick(0);
  CHECK(wire.received.empty());
  transport.update(looping, now.wall);
  tick(0);
  CHECK(wire.received.size() == 1);
}

TEST_CASE_FIXTURE(SchedulerFixture, "for a rendering, beats leave at once") {
  const PhraseId phrase = scheduler.begin("test", true, true);
  scheduler.add(phrase, kBass, at_beat(1'000), note(40, 1), now);
  tick(0);
  CHECK(wire.received.size() == 1);
}

TEST_CASE_FIXTURE(SchedulerFixture, "a musician that free-wheels gets times at once, too") {
  ClockIs clock;
  clock.id = kBass;
  clock.seq = 2;
  clock.sample_rate = 48'000;
  clock.free_wheels = true;
  registry.take(clock, daw.address, now, now.wall);
  const PhraseId phrase = scheduler.begin("test", false, false);
  scheduler.add(phrase, kBass, in(100 * kSecond), note(40, 1), now);
  tick(0);
  CHECK(wire.received.size() == 1);
}

TEST_CASE_FIXTURE(SchedulerFixture,
                  "when it begins to be rendered, a musician gets all that waits") {
  const PhraseId wall = scheduler.begin("wall", false, false);
  const PhraseId beats = scheduler.begin("beats", true, false);
  for (const Id id : {kBass, kPiano}) {
    scheduler.add(wall, id, in(100 * kSecond), note(40, 1), now);
    scheduler.add(beats, id, at_beat(400), note(41, 1), now);
  }
  scheduler.release(kBass);
  tick(0);
  const auto sent = wire.all<WholeNote>();
  REQUIRE(sent.size() == 2);
  CHECK(sent[0].first.id == kBass);
  CHECK(sent[1].first.id == kBass);
  CHECK(scheduler.waiting() == 2);
}

TEST_CASE_FIXTURE(SchedulerFixture, "what is stopped does not leave") {
  const PhraseId first = scheduler.begin("first", false, false);
  const PhraseId second = scheduler.begin("second", false, false);
  scheduler.add(first, kBass, in(kSecond), note(40, 1), now);
  scheduler.add(second, kBass, in(kSecond), note(41, 1), now);
  scheduler.add(second, kPiano, in(kSecond), note(42, 1), now);
  scheduler.close(first);
  scheduler.close(second);
  scheduler.stop(first);
  scheduler.stop(kPiano);
  tick(kSecond);
  const auto notes = wire.all<WholeNote>();
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].first.key == 41);
  CHECK(scheduler.find(first)->state == PhraseRecord::State::stopped);
  CHECK(scheduler.take_ended() == std::vector<PhraseId>{first});
  CHECK(scheduler.find(second)->unreachable == 1);
}

TEST_CASE_FIXTURE(SchedulerFixture,
                  "a phrase tells what was reported, and is over when it has sounded") {
  const PhraseId phrase = scheduler.begin("test", false, false);
  scheduler.add(phrase, kBass, in(100 * kMillisecond), note(40, 0.5), now);
  scheduler.add(phrase, kPiano, in(100 * kMillisecond), note(60, 0.5), now);
  scheduler.close(phrase);
  tick(0);
  report(kBass, 1, 0);
  report(kBass, 1, 0);  // told twice, counted once
  report(kPiano, 1, 12);
  report(kPiano, 77, 0);  // of nothing that was sent
  const PhraseRecord* record = scheduler.find(phrase);
  CHECK(record->reported == 2);
  CHECK(record->notes_reported == 2);
  CHECK(record->late == 1);
  CHECK(record->most_late == 12);
  tick(599 * kMillisecond);
  CHECK(record->state == PhraseRecord::State::playing);
  tick(kMillisecond);
  CHECK(record->state == PhraseRecord::State::done);
  CHECK_FALSE(scheduler.is_playing());
}

TEST_CASE_FIXTURE(SchedulerFixture, "reports that never come are not waited for without end") {
  const PhraseId phrase = scheduler.begin("test", false, false);
  scheduler.add(phrase, kBass, {}, note(40, 0.1), now);
  scheduler.close(phrase);
  tick(100 * kMillisecond);
  CHECK(scheduler.find(phrase)->state == PhraseRecord::State::playing);
  tick(800 * kMillisecond);
  CHECK(scheduler.find(phrase)->state == PhraseRecord::State::done);
  CHECK(scheduler.find(phrase)->reported == 0);
}

TEST_CASE_FIXTURE(SchedulerFixture, "what is for nobody is counted, and holds nothing up") {
  const PhraseId phrase = scheduler.begin("test", false, false);
  scheduler.add(phrase, Id{0xFF}, {}, note(40, 0.1), now);
  scheduler.close(phrase);
  tick(200 * kMillisecond);
  CHECK(scheduler.find(phrase)->unreachable == 1);
  CHECK(scheduler.find(phrase)->state == PhraseRecord::State::done);
  CHECK(wire.received.empty());
}

TEST_CASE_FIXTURE(SchedulerFixture, "a wall clock that is set moves nothing that waits") {
  const PhraseId phrase = scheduler.begin("test", false, false);
  scheduler.add(phrase, kBass, in(kSecond), note(40, 1), now);
  scheduler.close(phrase);
  std::int64_t step = 0;
  SUBCASE("forward") {
    step = 10 * kSecond;
  }
  SUBCASE("back") {
    step = -3'600 * kSecond;
  }
  now.wall += step;
  tick(799 * kMillisecond);
  CHECK(wire.received.empty());
  tick(kMillisecond);
  const auto notes = wire.all<WholeNote>();
  REQUIRE(notes.size() == 1);
  // Its tag is of the clock as it is now.
  CHECK(notes[0].second.time.unix_nanoseconds() == now.wall + 200 * kMillisecond);
  tick(1'199 * kMillisecond);
  CHECK(scheduler.find(phrase)->state == PhraseRecord::State::playing);
  tick(kMillisecond);
  tick(800 * kMillisecond);
  CHECK(scheduler.find(phrase)->state == PhraseRecord::State::done);
}

TEST_CASE_FIXTURE(SchedulerFixture, "a phrase that ends with the loop is over") {
  roll(0);
  TransportIs looping = transport.last();
  looping.looping = true;
  looping.loop_end = 4;
  transport.update(looping, now.wall);
  const PhraseId phrase = scheduler.begin("test", true, false);
  scheduler.add(phrase, kBass, at_beat(3), note(40, 1), now);
  scheduler.close(phrase);
  tick(3 * kSecond);
  report(kBass, 1, 0);
  tick(500 * kMillisecond);
  CHECK(scheduler.find(phrase)->state == PhraseRecord::State::playing);
  tick(600 * kMillisecond);  // and the timeline is at the loop's start again
  CHECK(scheduler.find(phrase)->state == PhraseRecord::State::done);
}

TEST_CASE_FIXTURE(SchedulerFixture, "a phrase whose timeline stopped or went is given up") {
  roll(0);
  const PhraseId phrase = scheduler.begin("test", true, false);
  scheduler.add(phrase, kBass, at_beat(1), note(40, 1), now);
  scheduler.add(phrase, kBass, at_beat(3), note(41, 1), now);
  bool goes = false;
  SUBCASE("stopped") {}
  SUBCASE("went") {
    goes = true;
    scheduler.add(phrase, kBass, at_beat(30), note(42, 1), now);
  }
  scheduler.close(phrase);
  tick(kSecond);
  report(kBass, 1, 0);
  if (goes) {
    transport.forget();
  } else {
    roll(2, false);
  }
  tick(kSecond);
  tick(9 * kSecond);
  CHECK(scheduler.find(phrase)->state == PhraseRecord::State::playing);
  tick(2 * kSecond);
  CHECK(scheduler.find(phrase)->state == PhraseRecord::State::done);
  CHECK(scheduler.waiting() == 0);
}

TEST_CASE_FIXTURE(SchedulerFixture, "a phrase that has not begun waits for the timeline to roll") {
  roll(0, false);
  const PhraseId phrase = scheduler.begin("test", true, false);
  scheduler.add(phrase, kBass, at_beat(0), note(40, 1), now);
  scheduler.close(phrase);
  for (int i = 0; i < 60; ++i) tick(kSecond);
  CHECK(scheduler.find(phrase)->state == PhraseRecord::State::playing);
}

TEST_CASE_FIXTURE(SchedulerFixture, "reports count of all that was sent, however much that was") {
  const PhraseId phrase = scheduler.begin("test", true, true);
  constexpr std::int32_t kNotes = 20'000;
  for (std::int32_t i = 0; i < kNotes; ++i) {
    scheduler.add(phrase, kBass, at_beat(i), note(40, 0.5), now);
  }
  scheduler.close(phrase);
  for (std::int32_t i = 1; i <= kNotes; ++i) report(kBass, i, 0);
  CHECK(scheduler.find(phrase)->notes_reported == kNotes);
}

TEST_CASE_FIXTURE(SchedulerFixture, "what has no room in the outbox is told in the phrase") {
  const PhraseId phrase = scheduler.begin("test", true, true);
  constexpr std::uint64_t kNotes = Outbox::kMostWaiting + 100;
  for (std::uint64_t i = 0; i < kNotes; ++i) {
    scheduler.add(phrase, kBass, at_beat(static_cast<double>(i)), note(40, 0.5), now);
  }
  scheduler.close(phrase);
  const PhraseRecord* record = scheduler.find(phrase);
  CHECK(record->dropped > 0);
  CHECK(record->dropped == outbox.dropped());
  CHECK(record->sent + record->dropped == kNotes);
}

TEST_CASE("the log forgets who has gone, but for the number") {
  SentLog log;
  for (std::uint64_t id = 1; id <= 100; ++id) {
    SentMessage sent;
    sent.seq = log.next_seq({id});
    log.add({id}, sent);
    log.forget({id});
  }
  CHECK(log.size() == 0);
  CHECK(log.next_seq({7}) == 2);
}

TEST_CASE_FIXTURE(SchedulerFixture, "a curve goes as it was made") {
  auto curve = std::make_shared<Curve>();
  curve->target.assign("cc 11");
  curve->to = 1;
  curve->duration = 2;
  curve->shape.assign("=t^2");
  const PhraseId phrase = scheduler.begin("test", false, false);
  scheduler.add(phrase, kBass, {}, std::shared_ptr<const Curve>(curve), now);
  tick(0);
  const auto curves = wire.all<Curve>();
  REQUIRE(curves.size() == 1);
  CHECK(curves[0].first.id == kBass);
  CHECK(curves[0].first.shape.view() == "=t^2");
}

}  // namespace parlando::test
