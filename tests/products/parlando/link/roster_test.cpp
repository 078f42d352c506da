// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <deque>
#include <set>

#include <doctest/doctest.h>

#include "office.hpp"

namespace parlando::test {
namespace {

TEST_CASE("a musician is announced until it is acknowledged, and then its heart beats") {
  Office office;
  FakeMember member;
  Roster::Entry& entry = office.roster.add(member, named("Bass", Id{7}), office.now.steady_ns);
  office.pass(11'000);
  const auto announced = office.all<Announce>();
  REQUIRE(announced.size() >= 2);
  CHECK(announced.size() <= 4);
  CHECK(announced[0].id == Id{7});
  CHECK(announced[0].seq == 1);
  CHECK(announced[1].seq == 2);
  CHECK(announced[0].name.view() == "Bass");
  CHECK(announced[0].port == 12345);
  CHECK(announced[0].color == 0x123456);
  CHECK(office.letters[0].to.port == kConductorPort);
  CHECK(office.all<Heartbeat>().empty());
  office.conduct(500);
  office.conduct(6'000);
  CHECK(entry.is_acknowledged());
  const auto beats = office.all<Heartbeat>().size();
  CHECK(beats >= 1);
  const auto before = office.all<Announce>().size();
  office.conduct(20'000);
  CHECK(office.all<Announce>().size() == before);
  CHECK(office.all<Heartbeat>().size() == beats + 4);
}

TEST_CASE("an acknowledgement of something else is none") {
  Office office;
  FakeMember member;
  Roster::Entry& entry = office.roster.add(member, named("Bass", Id{7}), office.now.steady_ns);
  office.pass(100);
  Ack ack{.id = Id{7}, .seq = 1, .process = Id{1}, .conductor = kConductor};
  office.hear(ack);  // of another process with the same id
  CHECK_FALSE(entry.is_acknowledged());
  ack.process = office.roster.process();
  ack.seq = 0;
  office.hear(ack);
  CHECK_FALSE(entry.is_acknowledged());
  ack.seq = 1;
  office.hear(ack);
  CHECK(entry.is_acknowledged());
}

TEST_CASE("thousands are announced in packets of about ten that keep their distance") {
  Office office;
  std::deque<FakeMember> members(3'000);
  for (FakeMember& member : members) {
    (void)office.roster.add(member, named("Violin of the second desk"), office.now.steady_ns);
  }
  std::int64_t last = 0;
  office.pass(1'200);
  CHECK(office.all<Announce>().size() == 3'000);
  CHECK(office.packets >= 300);
  for (const Office::Letter& letter : office.letters) {
    if (letter.at_ns == last) continue;
    CHECK(letter.at_ns - last >= 2 * kMillisecond);
    last = letter.at_ns;
  }
}

TEST_CASE("two musicians with one id are two: the younger gets a new one") {
  Office office;
  FakeMember first;
  FakeMember second;
  (void)office.roster.add(first, named("Bass", Id{7}), office.now.steady_ns);
  Roster::Entry& copy = office.roster.add(second, named("Bass", Id{7}), office.now.steady_ns);
  CHECK(copy.identity().id != Id{7});
  CHECK_FALSE(copy.identity().id.is_none());
  // A state that is loaded later brings it along once more.
  const Id kept = office.roster.change(copy, named("Bass", Id{7}), office.now);
  CHECK(kept == copy.identity().id);
  CHECK(kept != Id{7});
}

TEST_CASE("an id that lives elsewhere is renewed, in the process that is meant") {
  Office office;
  FakeMember member;
  Roster::Entry& entry = office.roster.add(member, named("Bass", Id{7}), office.now.steady_ns);
  office.conduct(1'000);
  office.hear(Renew{.id = Id{7}, .process = Id{99}});
  CHECK(entry.identity().id == Id{7});
  office.hear(Renew{.id = Id{7}, .process = office.roster.process()});
  CHECK(entry.identity().id != Id{7});
  CHECK(member.renewed == entry.identity().id);
  office.pass(10);
  const auto last = office.all<Announce>().back();
  CHECK(last.id == entry.identity().id);
  CHECK(last.seq == 1);
}

TEST_CASE("a new name goes out at once, until it is acknowledged") {
  Office office;
  FakeMember member;
  Roster::Entry& entry = office.roster.add(member, named("Bass", Id{7}), office.now.steady_ns);
  office.conduct(1'000);
  (void)office.roster.change(entry, named("Cello", Id{7}), office.now);
  auto names = office.all<Renamed>();
  REQUIRE(names.size() == 1);  // before any time has passed
  CHECK(names[0].name.view() == "Cello");
  office.hear_pulse();
  office.pass(600);
  names = office.all<Renamed>();
  REQUIRE(names.size() == 2);
  office.acknowledge(names.back());
  office.conduct(3'000);
  CHECK(office.all<Renamed>().size() == 2);
  (void)office.roster.change(entry, named("Cello", Id{7}), office.now);
  CHECK(office.all<Renamed>().size() == 2);  // nothing is new
}

TEST_CASE("a conductor that is heard no more is gone, and all falls silent within a second") {
  Office office;
  FakeMember member;
  (void)office.roster.add(member, named("Bass", Id{7}), office.now.steady_ns);
  office.conduct(1'000);
  REQUIRE(office.roster.state().is_connected);
  office.pass(450);  // 700 ms after the last pulse
  CHECK(member.silences == 0);
  office.pass(100);
  CHECK(member.silences == 1);
  CHECK_FALSE(office.roster.state().is_connected);
  const auto before = office.all<Announce>().size();
  office.pass(11'000);  // and it is looked for again
  CHECK(office.all<Announce>().size() > before);
}

TEST_CASE("a conductor that says bye is gone at once; one that is another's does not count") {
  Office office;
  FakeMember member;
  (void)office.roster.add(member, named("Bass", Id{7}), office.now.steady_ns);
  office.conduct(1'000);
  office.hear(Bye{.conductor = Id{0xC1}});
  CHECK(member.silences == 0);
  office.hear(Bye{.conductor = kConductor});
  CHECK(member.silences == 1);
}

TEST_CASE("a conductor that was restarted is announced to") {
  Office office;
  FakeMember member;
  (void)office.roster.add(member, named("Bass", Id{7}), office.now.steady_ns);
  office.conduct(1'000);
  const auto before = office.all<Announce>().size();
  office.hear_pulse(Id{0xC1});
  CHECK(member.silences == 1);  // what the old one began
  office.pass(10);
  CHECK(office.all<Announce>().size() == before + 1);
}

TEST_CASE("messages find their musician, with their time; a lost one is counted") {
  Office office;
  FakeMember bass;
  FakeMember cello;
  Roster::Entry& entry = office.roster.add(bass, named("Bass", Id{7}), office.now.steady_ns);
  (void)office.roster.add(cello, named("Cello", Id{8}), office.now.steady_ns);
  office.conduct(1'000);
  office.hear(note_for(Id{7}, 1));
  office.hear(note_for(Id{7}, 2), When::at_beat(4));
  CHECK(bass.taken.size() == 2);
  CHECK(cello.taken.empty());
  CHECK(bass.taken[1].second.beat == 4);
  CHECK(bass.gaps == 0);
  office.hear(note_for(Id{7}, 5));
  CHECK(bass.gaps == 1);
  office.hear(note_for(Id{}, 9));  // for all
  CHECK(bass.taken.size() == 4);
  CHECK(cello.taken.size() == 1);
  office.hear(note_for(Id{1234}, 1));
  CHECK(office.roster.state().unknown == 1);
  office.conduct(6'000);
  const auto beats = office.all<Heartbeat>();
  const auto of_bass = std::find_if(beats.rbegin(), beats.rend(), [&](const Heartbeat& b) {
    return b.id == entry.identity().id;
  });
  REQUIRE(of_bass != beats.rend());
  CHECK(of_bass->lost == 2);
}

TEST_CASE("what the system threw away may have been anybody's") {
  Office office;
  FakeMember bass;
  (void)office.roster.add(bass, named("Bass", Id{7}), office.now.steady_ns);
  office.roster.set_kernel_drops(0, office.now);
  CHECK(bass.gaps == 0);
  office.roster.set_kernel_drops(3, office.now);
  CHECK(bass.gaps == 1);
  office.roster.set_kernel_drops(3, office.now);
  CHECK(bass.gaps == 1);
  office.hear_pulse();
  CHECK(office.all<Echo>().back().kernel_drops == 3);
}

TEST_CASE("what cannot be read is counted, and the echo says so") {
  Office office;
  const std::byte junk[] = {std::byte{1}, std::byte{2}, std::byte{3}};
  office.roster.receive(junk, office.now);
  office.hear_pulse();
  const auto echo = office.all<Echo>();
  REQUIRE(echo.size() == 1);
  CHECK(echo[0].rejected == 1);
  CHECK(echo[0].packets == 2);
  CHECK(echo[0].pulse == 1);
  CHECK(echo[0].process == office.roster.process());
}

TEST_CASE("the primary says where the transport is: on change, and every 50 ms while it plays") {
  Office office;
  FakeMember member;
  (void)office.roster.add(member, named("Bass", Id{7}), office.now.steady_ns);
  office.conduct(1'000);
  TimedTransport where;
  where.transport.tempo = 120;
  where.transport.sample_rate = 48'000;
  where.steady_ns = office.now.steady_ns;
  member.where = where;
  office.pass(20);
  CHECK(office.all<TransportIs>().empty());  // it is not the primary
  office.hear(Primary{.id = Id{7}, .on = true});
  office.pass(20);
  CHECK(office.all<TransportIs>().size() == 1);
  office.pass(100);
  CHECK(office.all<TransportIs>().size() == 1);  // it stands, and says so once
  office.hear_pulse();
  member.where->transport.playing = true;
  for (int i = 0; i < 50; ++i) {
    member.where->steady_ns = office.now.steady_ns;
    office.pass(10);
    member.where->transport.beat += 0.02;
  }
  const auto sent = office.all<TransportIs>().size();
  CHECK(sent >= 9);
  CHECK(sent <= 12);
  CHECK(office.letters.back().to.port == kTransportPort);
  CHECK(office.letters.back().when.kind == When::Kind::time);
  office.hear_pulse();
  member.where->transport.beat = 100;
  member.where->steady_ns = office.now.steady_ns;
  office.pass(10);
  CHECK(office.all<TransportIs>().size() == sent + 1);  // a jump at once
  office.hear(Primary{.id = Id{7}, .on = false});
  member.where->transport.beat = 0;
  office.pass(100);
  CHECK(office.all<TransportIs>().size() == sent + 1);
}

TEST_CASE("what audio threads report is collected once, and in one packet") {
  Office office;
  FakeMember bass;
  FakeMember cello;
  Roster::Entry& first = office.roster.add(bass, named("Bass", Id{7}), office.now.steady_ns);
  Roster::Entry& second = office.roster.add(cello, named("Cello", Id{8}), office.now.steady_ns);
  office.conduct(1'000);
  bass.to_say = {Played{}, Played{}};
  cello.to_say = {Played{}};
  office.roster.news().mark(first.place());
  office.roster.news().mark(first.place());
  office.roster.news().mark(second.place());
  const int before = office.packets;
  office.roster.run(office.now);
  CHECK(office.packets == before + 1);
  CHECK(bass.reports == 1);
  CHECK(bass.wanted);
  CHECK(office.all<Played>().size() == 3);
  office.roster.run(office.now);
  CHECK(bass.reports == 1);
}

TEST_CASE("who has marked news and leaves is not asked any more") {
  Office office;
  FakeMember bass;
  FakeMember cello;
  Roster::Entry& first = office.roster.add(bass, named("Bass", Id{7}), office.now.steady_ns);
  Roster::Entry& second = office.roster.add(cello, named("Cello", Id{8}), office.now.steady_ns);
  office.pass(10);
  office.roster.news().mark(first.place());
  office.roster.news().mark(second.place());
  office.roster.remove(first);
  REQUIRE(office.all<Goodbye>().size() == 1);
  CHECK(office.all<Goodbye>()[0].id == Id{7});
  office.roster.run(office.now);
  CHECK(bass.reports == 0);
  CHECK(cello.reports == 1);
  CHECK(office.roster.size() == 1);
}

TEST_CASE("a clock that begins to free-wheel is told at once, with its time") {
  Office office;
  FakeMember bass;
  Roster::Entry& entry = office.roster.add(bass, named("Bass", Id{7}), office.now.steady_ns);
  office.conduct(1'000);
  bass.state.turns = 1;
  bass.state.free_wheels = true;
  bass.state.sample_rate = 48'000;
  bass.state.samples = 480;
  bass.state.steady_ns = office.now.steady_ns - 5 * kMillisecond;
  office.roster.news().mark(entry.place());
  office.roster.run(office.now);
  const auto clocks = office.all<ClockIs>();
  REQUIRE(clocks.size() == 1);
  CHECK(clocks[0].free_wheels);
  CHECK(clocks[0].samples == 480);
  CHECK(office.letters.back().when.time.unix_nanoseconds() ==
        office.now.unix_ns - 5 * kMillisecond);
}

TEST_CASE("off loopback every packet needs the key") {
  LinkOptions options;
  options.listen.ip = 0x0A000001;
  options.conductor.ip = 0x0A000002;
  options.key = "sesame";
  Office office(options);
  FakeMember bass;
  (void)office.roster.add(bass, named("Bass", Id{7}), office.now.steady_ns);
  office.pass(10);
  CHECK(office.all<Announce>().size() == 1);  // read with the key
  PacketBuilder without;
  without.begin(When::next_block());
  REQUIRE(without.add(FromConductor(note_for(Id{7}, 1))));
  office.roster.receive(without.finish(), office.now);
  CHECK(bass.taken.empty());
  CHECK(office.roster.state().rejected == 1);
  office.hear(note_for(Id{7}, 1));
  CHECK(bass.taken.size() == 1);
}

}  // namespace
}  // namespace parlando::test
