// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/phrase_feed.hpp"

#include <memory>

#include <doctest/doctest.h>

#include "fake_wire.hpp"
#include "registry_fixture.hpp"

namespace parlando::test {
namespace {

constexpr Id kBass{0xB};
constexpr Id kPiano{0xA};
constexpr std::int64_t kNoTime = 0;
constexpr std::int64_t kAnyTime = INT64_MAX;

struct FeedFixture : RegistryFixture {
  FeedFixture() {
    registry.take(daw.announce(kBass, 1, "Bass"), daw.address, now);
    registry.take(daw.announce(kPiano, 1, "Piano"), daw.address, now);
  }
  /// Notes of one beat, one after the other.
  static MusicianPart part(Id musician, int count) {
    std::vector<PhraseEvent> events;
    for (int i = 0; i < count; ++i) {
      WholeNote note;
      note.key = i % 128;
      events.push_back({static_cast<double>(i), 1, 0, note});
    }
    return {musician, std::make_shared<const std::vector<PhraseEvent>>(std::move(events))};
  }
  PhraseFeed feed(std::vector<MusicianPart> parts) {
    Placing placing;
    placing.start_wall = now.wall + kSecond;
    phrase = scheduler.begin("phrase", false, false);
    return {phrase, placing, std::move(parts), now};
  }

  FakeWire wire;
  Outbox outbox{wire, ""};
  TransportClock transport;
  Scheduler scheduler{registry, transport, outbox};
  PhraseId phrase = 0;
};

}  // namespace

TEST_CASE_FIXTURE(FeedFixture, "a long phrase is given in pieces, and is open until its last one") {
  PhraseFeed pieces = feed({part(kBass, 2'000), part(kPiano, 1'000)});
  std::size_t before = pieces.left();
  REQUIRE(before == 3'000);
  int turns = 0;
  while (!pieces.give(scheduler, now, kNoTime)) {
    REQUIRE(pieces.left() < before);
    REQUIRE(before - pieces.left() <= 512);
    before = pieces.left();
    scheduler.tick(now);
    REQUIRE(scheduler.find(phrase)->state == PhraseRecord::State::playing);
    ++turns;
  }
  CHECK(turns > 4);
  CHECK(pieces.left() == 0);
  CHECK(scheduler.waiting() == 3'000);
  CHECK(scheduler.find(phrase)->messages == 3'000);
}

TEST_CASE_FIXTURE(FeedFixture, "what begins first is given first, whoever plays it") {
  PhraseFeed pieces = feed({part(kBass, 2'000), part(kPiano, 2'000)});
  REQUIRE_FALSE(pieces.give(scheduler, now, kNoTime));
  CHECK(scheduler.find(phrase)->musicians.size() == 2);
}

TEST_CASE_FIXTURE(FeedFixture, "nothing more is given of a phrase that was stopped meanwhile") {
  PhraseFeed pieces = feed({part(kBass, 2'000)});
  REQUIRE_FALSE(pieces.give(scheduler, now, kNoTime));
  scheduler.stop(phrase);
  REQUIRE(scheduler.waiting() == 0);
  CHECK(pieces.give(scheduler, now, kAnyTime));
  CHECK(scheduler.waiting() == 0);
}

TEST_CASE_FIXTURE(FeedFixture, "what is left for a musician that was told to stop is not given") {
  PhraseFeed pieces = feed({part(kBass, 2'000), part(kPiano, 2'000)});
  REQUIRE_FALSE(pieces.give(scheduler, now, kNoTime));
  scheduler.stop(kBass);
  const std::size_t of_piano = scheduler.waiting();
  const std::size_t left = pieces.left();
  pieces.forget(kBass);
  CHECK(pieces.left() < left);
  CHECK(pieces.give(scheduler, now, kAnyTime));
  CHECK(scheduler.waiting() == 2'000);
  CHECK(of_piano < 2'000);
}

TEST_CASE_FIXTURE(FeedFixture, "a wall clock that is set while a phrase is given moves nothing") {
  PhraseFeed pieces = feed({part(kBass, 1)});
  const std::int64_t due = now.steady + kSecond;
  now.wall += 3'600 * kSecond;
  REQUIRE(pieces.give(scheduler, now, kAnyTime));
  CHECK(scheduler.next_tick(now) == now.steady + 50 * kMillisecond);
  now.steady = due - Scheduler::kAhead - 1;
  scheduler.tick(now);
  CHECK(scheduler.waiting() == 1);
  now.steady += 1;
  scheduler.tick(now);
  CHECK(scheduler.waiting() == 0);
}

}  // namespace parlando::test
