// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What a process of musicians stands, however much it is sent.

#include "office.hpp"

namespace parlando::test {
namespace {

TEST_CASE("answers, however long, do not hold back heartbeats") {
  Office office;
  FakeMember talks;
  FakeMember beats;
  (void)office.roster.add(talks, named("Bass", Id{7}), office.now.steady_ns);
  (void)office.roster.add(beats, named("Cello", Id{8}), office.now.steady_ns);
  office.conduct(6'000);
  talks.answers = 100'000;
  Listen listen;
  listen.id = Id{7};
  listen.request = 1;
  for (int i = 0; i < 20; ++i) office.hear(listen);
  office.letters.clear();
  office.conduct(11'000);
  std::size_t hearts = 0;
  for (const Heartbeat& one : office.all<Heartbeat>()) hearts += one.id == Id{8} ? 1u : 0u;
  CHECK(hearts >= 2);
  CHECK(office.all<Heard>().size() > 10'000);
}

TEST_CASE("a question of one that is gone is answered no more") {
  Office office;
  FakeMember member;
  Roster::Entry& entry = office.roster.add(member, named("Bass", Id{7}), office.now.steady_ns);
  office.conduct(1'000);
  member.answers = 100'000;
  Listen listen;
  listen.id = Id{7};
  office.hear(listen);
  office.pass(10);
  office.roster.remove(entry);
  office.letters.clear();
  office.pass(1'000);
  CHECK(office.all<Heard>().size() < 200);  // what was in packets already
}

TEST_CASE("hosts are watched while something waits or sounds") {
  Office office;
  FakeMember member;
  (void)office.roster.add(member, named("Bass", Id{7}), office.now.steady_ns);
  office.conduct(1'000);
  CHECK(member.watches == 0);
  member.is_busy = true;
  office.hear(note_for(Id{7}, 1));
  office.pass(600);
  CHECK(member.watches >= 5);
  member.is_busy = false;
  office.conduct(1'000);
  const int before = member.watches;
  office.conduct(1'000);
  CHECK(member.watches == before);
}

TEST_CASE("an instrument's name is told until it is acknowledged") {
  Office office;
  FakeMember member;
  Roster::Entry& entry = office.roster.add(member, named("Bass", Id{7}), office.now.steady_ns);
  office.conduct(1'000);
  REQUIRE(entry.is_acknowledged());
  Identity is = named("Bass", Id{7});
  is.instrument = "Strings";
  (void)office.roster.change(entry, is, office.now);
  office.letters.clear();  // lost
  for (int i = 0; i < 40; ++i) {
    office.hear_pulse();
    office.pass(250);
  }
  const auto announced = office.all<Announce>();
  REQUIRE(announced.size() >= 2);
  CHECK(announced.back().instrument.view() == "Strings");
  office.conduct(12'000);
  CHECK(entry.is_acknowledged());
}

TEST_CASE("an acknowledgement of another conductor's does not take over while one is there") {
  Office office;
  FakeMember member;
  FakeMember second;
  (void)office.roster.add(member, named("Bass", Id{7}), office.now.steady_ns);
  office.conduct(1'000);
  Roster::Entry& late = office.roster.add(second, named("Cello", Id{8}), office.now.steady_ns);
  office.pass(100);
  const Ack ack{.id = Id{8}, .seq = 1, .process = office.roster.process(), .conductor = Id{0xD0}};
  office.hear(ack);
  CHECK(office.roster.state().conductor == kConductor);
  CHECK_FALSE(late.is_acknowledged());
  office.hear_pulse(Id{0xD0});
  CHECK(member.silences == 1);  // what the first has begun ends
}

TEST_CASE("numbers as large as they come count as lost within reason") {
  Office office;
  FakeMember member;
  (void)office.roster.add(member, named("Bass", Id{7}), office.now.steady_ns);
  office.conduct(1'000);
  office.hear(note_for(Id{7}, 1));
  office.hear(note_for(Id{7}, INT32_MAX));
  office.hear(note_for(Id{7}, 5));
  office.hear(note_for(Id{7}, 6));
  CHECK(member.gaps == 1);
  office.conduct(6'000);
  REQUIRE(!office.all<Heartbeat>().empty());
  CHECK(office.all<Heartbeat>().back().lost == 65'536);
}

}  // namespace
}  // namespace parlando::test
