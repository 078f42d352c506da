// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/note_reports.hpp"

#include <array>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>
#include <malloc.h>

#include "host/vst3/event_list.hpp"

namespace attacca::host {
namespace {

NoteEvent sysex(std::span<const std::uint8_t> bytes) {
  NoteEvent event;
  event.kind = NoteEventKind::sysex;
  event.frame = 5;
  event.sysex = bytes;
  return event;
}

TEST_CASE("what a plugin sends arrives with its bytes and its place") {
  NoteReports reports;
  reports.make_room();
  reports.begin_block(1000);
  constexpr std::array<std::uint8_t, 3> kBytes = {0xF0, 1, 0xF7};
  reports.add(sysex(kBytes));
  NoteEvent note;
  note.frame = 7;
  reports.add(note);
  std::vector<NoteReport> got;
  std::vector<std::uint8_t> bytes;
  reports.deliver([&](const NoteReport& report) {
    got.push_back(report);
    bytes.insert(bytes.end(), report.event.sysex.begin(), report.event.sysex.end());
  });
  REQUIRE(got.size() == 2);
  CHECK(got[0].position == 1005);
  CHECK(bytes == std::vector<std::uint8_t>(kBytes.begin(), kBytes.end()));
  CHECK(got[1].position == 1007);
  CHECK(reports.lost() == 0);
}

TEST_CASE("a plugin without note ports has no room for what it sends all the same: it is counted") {
  NoteReports reports;
  reports.add(NoteEvent{});
  CHECK(reports.lost() == 1);
  CHECK(reports.has_room(1));  // nothing to wait for
  reports.deliver([](const NoteReport&) { FAIL("nothing came"); });
}

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("a thousand plugins without notes take no room for them") {
  const std::size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
  const NoteReports reports;
  const EventList events;
  const std::size_t after = mallinfo2().uordblks + mallinfo2().hblkhd;
  CHECK(after - before < 8192);
}
#endif

}  // namespace
}  // namespace attacca::host
