// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/registry.hpp"

#include <doctest/doctest.h>

#include "registry_fixture.hpp"

namespace parlando::test {
namespace {

constexpr Id kBass{0xB};
constexpr Id kPiano{0xA};

}  // namespace

TEST_CASE_FIXTURE(RegistryFixture, "who announces is acknowledged, again and again, and known") {
  Announce bass = daw.announce(kBass, 1, "Bass");
  bass.color = 0x336699;
  registry.take(bass, daw.address, now);
  bass.seq = 2;
  registry.take(bass, daw.address, now);
  const auto acks = notebook.to<Ack>(daw.address);
  REQUIRE(acks.size() == 2);
  CHECK(acks[1].id == kBass);
  CHECK(acks[1].seq == 2);
  CHECK(acks[1].process == daw.id);
  CHECK(acks[1].conductor == kConductor);
  CHECK(notebook.events == std::vector<std::string>{"appeared Bass"});
  REQUIRE(registry.find(kBass) != nullptr);
  CHECK(registry.find(kBass)->color == 0x336699);
  CHECK(registry.find(kBass)->address == daw.address);
  CHECK(registry.find_process(daw.id)->musicians == 1);
}

TEST_CASE_FIXTURE(RegistryFixture, "a rename is told at once, and acknowledged") {
  registry.take(daw.announce(kBass, 1, "Bass"), daw.address, now);
  notebook.clear();
  Renamed renamed;
  renamed.id = kBass;
  renamed.seq = 2;
  renamed.name.assign("Contrabass");
  renamed.name_source.assign("track");
  registry.take(renamed, daw.address, now);
  CHECK(notebook.events == std::vector<std::string>{"changed Contrabass"});
  REQUIRE(notebook.to<Ack>(daw.address).size() == 1);
  CHECK(notebook.to<Ack>(daw.address)[0].seq == 2);
  renamed.seq = 3;
  registry.take(renamed, daw.address, now);
  CHECK(notebook.events.size() == 1);
}

TEST_CASE_FIXTURE(RegistryFixture,
                  "15 s of silence are a departure, and a goodbye is one at once") {
  registry.take(daw.announce(kBass, 1, "Bass"), daw.address, now);
  registry.take(daw.announce(kPiano, 1, "Piano"), daw.address, now);
  pass(10 * kSecond, {&daw});
  registry.take(FakeProcess::heartbeat(kPiano, 2), daw.address, now);
  pass(4'700 * kMillisecond, {&daw});
  CHECK_FALSE(notebook.has("silent Bass"));
  pass(600 * kMillisecond, {&daw});
  CHECK(notebook.has("silent Bass"));
  CHECK_FALSE(notebook.has("silent Piano"));
  // Shown as missing, until it is back.
  REQUIRE(registry.find(kBass) != nullptr);
  CHECK(registry.find(kBass)->is_gone);
  registry.take(daw.announce(kBass, 2, "Bass"), daw.address, now);
  CHECK_FALSE(registry.find(kBass)->is_gone);
  Goodbye goodbye;
  goodbye.id = kPiano;
  goodbye.seq = 3;
  registry.take(goodbye, daw.address, now);
  CHECK(notebook.has("goodbye Piano"));
  CHECK(registry.find(kPiano) == nullptr);
}

TEST_CASE_FIXTURE(RegistryFixture,
                  "a stranger is asked who it is, and a thousand are asked at once") {
  for (std::uint64_t i = 1; i <= 1'000; ++i) {
    registry.take(FakeProcess::heartbeat({i}, 7), daw.address, now);
  }
  const auto questions = notebook.to<Who>(daw.address);
  REQUIRE(questions.size() == 1);
  CHECK(questions[0].id.is_none());
  // One more of a process that is known is asked alone.
  registry.take(daw.announce(kBass, 1, "Bass"), daw.address, now);
  now = now.after(2 * kSecond);
  registry.take(FakeProcess::heartbeat(kPiano, 7), daw.address, now);
  REQUIRE(notebook.to<Who>(daw.address).size() == 2);
  CHECK(notebook.to<Who>(daw.address)[1].id == kPiano);
  CHECK(registry.counts().strangers == 1'001);
}

TEST_CASE_FIXTURE(RegistryFixture,
                  "an id that lives in two processes is renewed in the younger one") {
  registry.take(daw.announce(kBass, 40, "Bass"), daw.address, now);
  pass(kSecond, {&daw});
  registry.take(other.announce(kBass, 1, "Copy of Bass"), other.address, now);
  CHECK(notebook.to<Ack>(other.address).empty());
  pass(kSecond, {&daw, &other});
  REQUIRE(notebook.to<Renew>(other.address).size() == 1);
  CHECK(notebook.to<Renew>(other.address)[0].id == kBass);
  CHECK(notebook.to<Renew>(other.address)[0].process == other.id);
  CHECK(notebook.to<Renew>(daw.address).empty());
  CHECK(registry.find(kBass)->process == daw.id);
  CHECK(registry.find(kBass)->name == "Bass");
  CHECK(registry.counts().collisions == 1);
  registry.take(other.announce({0xB2}, 1, "Copy of Bass"), other.address, now);
  CHECK(notebook.to<Ack>(other.address).size() == 1);
}

TEST_CASE_FIXTURE(RegistryFixture,
                  "a DAW that was started again keeps its ids, without a renewal") {
  registry.take(daw.announce(kBass, 40, "Bass"), daw.address, now);
  pass(kSecond, {&daw});
  // It is killed, and another process comes up with the same project.
  pass(500 * kMillisecond, {});
  registry.take(other.announce(kBass, 1, "Bass"), other.address, now);
  pass(1'100 * kMillisecond, {&other});
  CHECK(notebook.to<Renew>(other.address).empty());
  REQUIRE(notebook.to<Ack>(other.address).size() == 1);
  CHECK(registry.find(kBass)->process == other.id);
  CHECK(registry.find(kBass)->address == other.address);
  CHECK(registry.find(kBass)->restarts == 1);
  CHECK(registry.find_process(daw.id) == nullptr);
}

TEST_CASE_FIXTURE(RegistryFixture, "two with one id in one process are told by their numbers") {
  registry.take(daw.announce(kBass, 100, "Bass"), daw.address, now);
  registry.take(FakeProcess::heartbeat(kBass, 5), daw.address, now);
  CHECK(notebook.to<Renew>(daw.address).empty());
  registry.take(FakeProcess::heartbeat(kBass, 101), daw.address, now);
  REQUIRE(notebook.to<Renew>(daw.address).size() == 1);
  CHECK(registry.counts().collisions == 1);
}

TEST_CASE_FIXTURE(RegistryFixture, "numbers that begin anew are a restart, and go on as such") {
  registry.take(daw.announce(kBass, 100, "Bass"), daw.address, now);
  for (std::int32_t seq = 1; seq < 200; ++seq) {
    registry.take(FakeProcess::heartbeat(kBass, seq), daw.address, now);
  }
  CHECK(notebook.to<Renew>(daw.address).empty());
  CHECK(registry.counts().restarts == 1);
  CHECK(registry.find(kBass)->missing == 0);
}

TEST_CASE_FIXTURE(RegistryFixture, "what is lost is counted, what is overtaken is not") {
  registry.take(daw.announce(kBass, 100, "Bass"), daw.address, now);
  for (const std::int32_t seq : {101, 103, 102, 104, 110}) {
    registry.take(FakeProcess::heartbeat(kBass, seq), daw.address, now);
  }
  CHECK(registry.find(kBass)->missing == 5);
  CHECK(registry.counts().restarts == 0);
}

TEST_CASE_FIXTURE(RegistryFixture,
                  "transport that its own socket brings late or early tells of no second sender") {
  const auto transport = [&](std::int32_t seq) {
    TransportIs message;
    message.id = kBass;
    message.seq = seq;
    registry.take(message, daw.address, now);
  };
  SUBCASE("late, behind forty reports") {
    registry.take(daw.announce(kBass, 100, "Bass"), daw.address, now);
    for (std::int32_t seq = 102; seq <= 141; ++seq) {
      registry.take_other(kBass, seq, daw.address, now);
    }
    transport(101);
    registry.take_other(kBass, 142, daw.address, now);
  }
  SUBCASE("late, of a new musician") {
    registry.take(daw.announce(kBass, 1, "Bass"), daw.address, now);
    registry.take(FakeProcess::heartbeat(kBass, 3), daw.address, now);
    transport(2);
    registry.take(FakeProcess::heartbeat(kBass, 4), daw.address, now);
  }
  SUBCASE("early") {
    registry.take(daw.announce(kBass, 100, "Bass"), daw.address, now);
    for (std::int32_t seq = 130; seq <= 160; ++seq) transport(seq);
    for (std::int32_t seq = 101; seq < 130; ++seq) {
      registry.take_other(kBass, seq, daw.address, now);
    }
    registry.take_other(kBass, 161, daw.address, now);
  }
  CHECK(notebook.to<Renew>(daw.address).empty());
  CHECK(registry.counts().restarts == 0);
  CHECK(registry.find(kBass)->missing == 0);
}

TEST_CASE_FIXTURE(RegistryFixture, "numbers from end to end of their range overflow nothing") {
  registry.take(daw.announce(kBass, INT32_MAX, "Bass"), daw.address, now);
  for (const std::int32_t seq : {INT32_MIN, INT32_MAX, INT32_MIN, 0, INT32_MAX, -1}) {
    registry.take_other(kBass, seq, daw.address, now);
  }
  CHECK(registry.find(kBass) != nullptr);
}

TEST_CASE_FIXTURE(RegistryFixture, "a flood of inventions is bounded and counted") {
  for (std::uint64_t i = 1; i <= Registry::kMostMusicians + 10; ++i) {
    registry.take(daw.announce({i}, 1, "x"), daw.address, now);
  }
  CHECK(registry.musicians().size() == Registry::kMostMusicians);
  CHECK(registry.counts().refused == 10);
  for (std::uint64_t i = 1; i <= Registry::kMostProcesses + 10; ++i) {
    const FakeProcess invented{{i << 32U}, daw.address};
    registry.take(invented.announce({i}, 1, "y"), daw.address, now);
  }
  CHECK(registry.processes().size() <= Registry::kMostProcesses);
}

}  // namespace parlando::test
