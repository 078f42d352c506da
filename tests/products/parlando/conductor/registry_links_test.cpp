// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include "registry_fixture.hpp"

namespace parlando::test {
namespace {

constexpr Id kFirst{1};
constexpr Id kSecond_{2};

TransportIs transport_of(Id id, std::int32_t seq, bool playing) {
  TransportIs message;
  message.id = id;
  message.seq = seq;
  message.playing = playing;
  return message;
}

}  // namespace

TEST_CASE_FIXTURE(RegistryFixture,
                  "every process gets a pulse every 250 ms, and its answer is timed") {
  registry.take(daw.announce(kFirst, 1, "One"), daw.address, now);
  registry.take(other.announce(kSecond_, 1, "Two"), other.address, now);
  pass(250 * kMillisecond, {&daw});
  notebook.sent.clear();
  pass(kSecond, {&daw});
  CHECK(notebook.to<Pulse>(daw.address).size() == 4);
  CHECK(notebook.to<Pulse>(other.address).size() == 4);
  CHECK(registry.find_process(daw.id)->link == LinkState::good);
  CHECK(registry.find_process(daw.id)->round_trip == kMillisecond);
  CHECK(registry.find_process(other.id)->link == LinkState::unknown);
}

TEST_CASE_FIXTURE(RegistryFixture,
                  "a link that dies is known within 2 s, and one that is back at once") {
  registry.take(daw.announce(kFirst, 1, "One"), daw.address, now);
  pass(kSecond, {&daw});
  REQUIRE(notebook.has("link good"));
  notebook.clear();
  pass(2 * kSecond, {});
  CHECK(notebook.has("link dead"));
  CHECK(registry.find(kFirst) != nullptr);
  notebook.clear();
  pass(300 * kMillisecond, {&daw});
  CHECK(notebook.has("link good"));
}

TEST_CASE_FIXTURE(RegistryFixture, "an answer that takes long makes the link unsteady") {
  registry.take(daw.announce(kFirst, 1, "One"), daw.address, now);
  registry.tick(now);
  const auto pulses = notebook.to<Pulse>(daw.address);
  REQUIRE_FALSE(pulses.empty());
  registry.take(daw.echo(pulses.back()), daw.address, now.after(30 * kMillisecond));
  CHECK(registry.find_process(daw.id)->link == LinkState::unsteady);
}

TEST_CASE_FIXTURE(RegistryFixture, "the first to come is primary, and only it is listened to") {
  registry.take(daw.announce(kFirst, 1, "One"), daw.address, now);
  registry.take(other.announce(kSecond_, 1, "Two"), other.address, now);
  registry.tick(now);
  CHECK(notebook.has("primary One"));
  REQUIRE(notebook.to<Primary>(daw.address).size() == 1);
  CHECK(notebook.to<Primary>(daw.address)[0].on);
  CHECK(registry.take(transport_of(kFirst, 2, true), daw.address, now));
  CHECK_FALSE(registry.take(transport_of(kSecond_, 2, true), other.address, now));
  // Whoever missed that it is no longer primary is told.
  REQUIRE(notebook.to<Primary>(other.address).size() == 1);
  CHECK_FALSE(notebook.to<Primary>(other.address)[0].on);
  CHECK_FALSE(registry.take(transport_of(kFirst, 3, true), other.address, now));
}

TEST_CASE_FIXTURE(RegistryFixture, "when the primary falls silent another one is promoted") {
  registry.take(daw.announce(kFirst, 1, "One"), daw.address, now);
  registry.take(other.announce(kSecond_, 1, "Two"), other.address, now);
  registry.tick(now);
  registry.take(transport_of(kFirst, 2, false), daw.address, now.after(1));

  SUBCASE("its process does not answer") {
    pass(kSecond, {&daw, &other});
    pass(2 * kSecond, {&other});
    CHECK(notebook.events.back() == "primary Two");
  }
  SUBCASE("it says goodbye") {
    Goodbye goodbye;
    goodbye.id = kFirst;
    goodbye.seq = 3;
    registry.take(goodbye, daw.address, now);
    registry.tick(now);
    CHECK(notebook.events.back() == "primary Two");
  }
  SUBCASE("it is no longer processed") {
    registry.take(FakeProcess::heartbeat(kFirst, 3, false), daw.address, now);
    registry.tick(now);
    CHECK(notebook.events.back() == "primary Two");
    // It is told that it is not, so that there are never two.
    CHECK_FALSE(notebook.to<Primary>(daw.address).back().on);
  }
  SUBCASE("it plays, and says nothing more") {
    registry.take(transport_of(kFirst, 3, true), daw.address, now.after(2));
    pass(1'300 * kMillisecond, {&daw, &other});
    CHECK(notebook.events.back() == "primary Two");
  }
  SUBCASE("a stopped transport has nothing to say, and stays") {
    pass(10 * kSecond, {&daw, &other});
    CHECK(registry.primary()->id == kFirst);
  }
  SUBCASE("where nobody is better, it stays") {
    registry.take(FakeProcess::heartbeat(kFirst, 3, false), daw.address, now);
    registry.take(FakeProcess::heartbeat(kSecond_, 3, false), other.address, now);
    registry.tick(now);
    CHECK(registry.primary()->id == kFirst);
  }
}

TEST_CASE_FIXTURE(RegistryFixture,
                  "a primary that nobody can replace is told again, however long") {
  registry.take(daw.announce(kFirst, 1, "One"), daw.address, now);
  registry.tick(now);
  registry.take(transport_of(kFirst, 2, true), daw.address, now.after(1));
  // It rolled, and forgot that it leads: a pulse was late.
  pass(40 * kSecond, {});
  registry.take(daw.announce(kFirst, 3, "One"), daw.address, now);
  SUBCASE("it goes on") {}
  SUBCASE("its process began anew") {
    const FakeProcess again{{0xD3}, daw.address};
    registry.take(again.announce(kFirst, 1, "One"), daw.address, now);
  }
  notebook.clear();
  for (int i = 0; i < 6; ++i) {
    pass(2 * kSecond, {&daw});
    registry.take(FakeProcess::heartbeat(kFirst, 4 + i), daw.address, now);
  }
  REQUIRE(notebook.to<Primary>(daw.address).size() >= 4);
  CHECK(notebook.to<Primary>(daw.address).back().on);
}

TEST_CASE_FIXTURE(RegistryFixture, "a primary that rolls and stalls is told within 1.3 s") {
  registry.take(daw.announce(kFirst, 1, "One"), daw.address, now);
  registry.tick(now);
  registry.take(transport_of(kFirst, 2, true), daw.address, now.after(1));
  pass(500 * kMillisecond, {&daw});
  notebook.clear();
  pass(10 * kSecond, {&daw});
  CHECK(notebook.to<Primary>(daw.address).size() >= 4);
  CHECK(registry.primary()->no_transport_until == 0);
}

TEST_CASE_FIXTURE(RegistryFixture, "that reports are wanted is told at once") {
  registry.take(daw.announce(kFirst, 1, "One"), daw.address, now);
  notebook.clear();
  registry.want_reports(true, now);
  REQUIRE(notebook.to<Pulse>(daw.address).size() == 1);
  CHECK(notebook.to<Pulse>(daw.address)[0].wants_reports);
  registry.want_reports(true, now);
  CHECK(notebook.to<Pulse>(daw.address).size() == 1);
  registry.say_bye();
  CHECK(notebook.to<Bye>(daw.address).size() == 1);
}

}  // namespace parlando::test
