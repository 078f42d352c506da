// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The thread and the socket; what is said is roster_test.cpp's.

#include "parlando/link/link.hpp"

#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "desk.hpp"
#include "fake_member.hpp"

namespace parlando::test {
namespace {

TEST_CASE("a musician that joins is announced, is reached, and says goodbye") {
  Desk desk;
  const auto link = Link::start(desk.options);
  REQUIRE(link->fault().empty());
  CHECK(is_musician_port(link->port()));
  FakeMember member;
  Link::Membership membership = link->join(member, named("Bass", Id{7}));
  const auto announced = desk.wait_for<Announce>();
  CHECK(announced.name.view() == "Bass");
  CHECK(announced.port == link->port());
  NoteOnFor note;
  note.id = Id{7};
  note.seq = 1;
  desk.send(link->port(), note);
  while (member.count.load() == 0) std::this_thread::yield();
  Pulse pulse;
  pulse.conductor = Id{1};
  pulse.pulse = 5;
  desk.send(link->port(), pulse);
  CHECK(desk.wait_for<Echo>().pulse == 5);
  membership.leave();
  CHECK(desk.wait_for<Goodbye>().id == Id{7});
}

TEST_CASE("a rename wakes the thread") {
  Desk desk;
  const auto link = Link::start(desk.options);
  FakeMember member;
  Link::Membership membership = link->join(member, named("Bass", Id{7}));
  const auto announced = desk.wait_for<Announce>();
  desk.send(
      link->port(),
      Ack{.id = Id{7}, .seq = announced.seq, .process = announced.process, .conductor = Id{1}});
  while (!membership.state().is_acknowledged) std::this_thread::yield();
  (void)membership.change(named("Cello", Id{7}));
  CHECK(desk.wait_for<Renamed>().name.view() == "Cello");
}

TEST_CASE("musicians come and go while others are spoken to") {
  Desk desk;
  const auto link = Link::start(desk.options);
  FakeMember stays;
  Link::Membership staying = link->join(stays, named("Bass", Id{7}));
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&link] {
      for (int i = 0; i < 50; ++i) {
        FakeMember member;
        Link::Membership membership = link->join(member, named("Guest"));
        membership.mark_news();
        (void)membership.change(named("Renamed guest"));
        (void)membership.state();
      }
    });
  }
  for (std::int32_t i = 1; i <= 200; ++i) {
    NoteOnFor note;
    note.seq = i;  // for all
    desk.send(link->port(), note);
    staying.mark_news();
  }
  for (std::thread& thread : threads) thread.join();
  while (stays.count.load() < 200) std::this_thread::yield();
  CHECK(stays.count.load() == 200);
}

TEST_CASE("where there is no socket, everything works but for the network") {
  const auto link = Link::start(attacca::fail("PARLANDO_LISTEN is wrong"));
  CHECK(link->fault() == "PARLANDO_LISTEN is wrong");
  CHECK(link->port() == 0);
  FakeMember member;
  Link::Membership membership = link->join(member, named("Bass"));
  CHECK_FALSE(membership.identity().id.is_none());
  CHECK_FALSE(membership.state().is_acknowledged);
}

TEST_CASE("a packet that is too long is refused as a whole") {
  Desk desk;
  const auto link = Link::start(desk.options);
  FakeMember member;
  const Link::Membership membership = link->join(member, named("Bass", Id{7}));
  Silence message;
  message.id = Id{7};
  message.what.assign("sounding");
  PacketBuilder builder;
  builder.begin(When::next_block());
  REQUIRE(builder.add(FromConductor(message)));
  const auto packet = builder.finish();
  // Elements that end exactly where the packet is cut.
  constexpr std::size_t kHeader = 16;
  std::vector<std::byte> large(packet.begin(), packet.begin() + kHeader);
  const std::vector<std::byte> element(packet.begin() + kHeader, packet.end());
  while (large.size() < 8'192) large.insert(large.end(), element.begin(), element.end());
  REQUIRE((8'192 - kHeader) % element.size() == 0);
  large.insert(large.end(), element.begin(), element.end());
  desk.send_packet(link->port(), large);
  Pulse pulse;
  pulse.conductor = Id{1};
  desk.send(link->port(), pulse);
  const auto echo = desk.wait_for<Echo>();
  CHECK(echo.rejected == 1);
  CHECK(member.count.load() == 0);
}

}  // namespace
}  // namespace parlando::test
