// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <thread>

#include <doctest/doctest.h>

#include "hosted.hpp"

namespace attacca::test {
namespace {

namespace key = vst3::channel_context;

/// What process() sees after `list` was sent.
const TrackInfo& seen_after(Hosted& host, AttributeList& list) {
  host.listener->setChannelContextInfos(&list);
  host.process();
  return host.plugin().seen;
}

const std::vector<std::uint8_t> kPng = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 1, 2, 3};

void fill(AttributeList& list) {
  list.texts[key::kName] = u"Vox \U0001F3A4";
  list.texts[key::kUID] = u"121";
  list.texts[key::kIndexNamespace] = u"Track";
  list.numbers[key::kNameLength] = 3;  // the uid's, as Ardour has it
  list.numbers[key::kUIDLength] = -1;
  list.numbers[key::kIndex] = 4;
  list.numbers[key::kRuntimeID] = 0x123456789;
  list.numbers[key::kColor] = 0xFF102030;
  list.numbers[key::kPluginLocation] = 1;
  list.binaries[key::kImage] = kPng;
}

TEST_CASE("every key of a full list reaches the audio thread") {
  Hosted host;
  host.start();
  AttributeList list;
  fill(list);
  const TrackInfo& seen = seen_after(host, list);
  CHECK(host.seen_name() == "Vox \U0001F3A4");
  REQUIRE(seen.color);
  CHECK(*seen.color == Color{0x10, 0x20, 0x30, 0xFF});
  CHECK(seen.index == 4);
  REQUIRE(seen.index_namespace);
  CHECK(seen.index_namespace->view() == "Track");
  REQUIRE(seen.uid);
  CHECK(seen.uid->view() == "121");
  CHECK(seen.runtime_id == 0x123456789);
  CHECK(seen.location == PluginLocation::post_fader);
  CHECK(seen.source == TrackInfoSource::info_listener);
  CHECK(seen.revision == 1);
  CHECK_FALSE(seen.roles);  // never guessed from the namespace
}

TEST_CASE("keys that are present replace, keys that are absent leave what was known") {
  Hosted host;
  host.start();
  AttributeList first;
  fill(first);
  seen_after(host, first);
  AttributeList second;
  second.texts[key::kName] = u"Choir";
  const TrackInfo& seen = seen_after(host, second);
  CHECK(host.seen_name() == "Choir");
  CHECK(seen.index == 4);
  CHECK(seen.revision == 2);
  AttributeList third;
  third.texts[key::kName] = u"";
  seen_after(host, third);
  CHECK(host.seen_name().empty());
}

TEST_CASE("the same once more is no change") {
  Hosted host;
  host.start();
  AttributeList list;
  fill(list);
  seen_after(host, list);
  host.plugin().seen_changed = false;
  CHECK(seen_after(host, list).revision == 1);
  CHECK_FALSE(host.plugin().seen_changed);
}

TEST_CASE("null and empty lists are survived") {
  Hosted host;
  host.start();
  CHECK(host.listener->setChannelContextInfos(nullptr) == vst3::kInvalidArgument);
  AttributeList empty;
  CHECK(seen_after(host, empty).revision == 0);
}

TEST_CASE("a list that answers success for what it does not have sends nothing") {
  Hosted host;
  host.start();
  AttributeList first;
  fill(first);
  seen_after(host, first);
  AttributeList hollow;
  hollow.habit = AttributeList::Habit::success_for_absent;
  const TrackInfo& seen = seen_after(host, hollow);
  CHECK(host.seen_name() == "Vox \U0001F3A4");
  CHECK(seen.index == 4);
  CHECK(seen.revision == 1);
}

TEST_CASE("texts without terminator, of any length, and in the wrong unit are cut, not overrun") {
  Hosted host;
  host.start();
  for (const auto habit : {AttributeList::Habit::fair, AttributeList::Habit::bytes_are_units,
                           AttributeList::Habit::no_terminator}) {
    for (const std::size_t units : {128u, 1019u, 1020u, 1021u, 5000u}) {
      AttributeList list;
      list.habit = habit;
      list.texts[key::kName] = std::u16string(units, u'a');
      list.texts[key::kUID] = std::u16string(units, u'b');
      list.texts[key::kIndexNamespace] = std::u16string(units, u'c');
      const TrackInfo& seen = seen_after(host, list);
      REQUIRE(seen.name);
      CHECK(seen.name->view() == std::string(std::min<std::size_t>(units, 512), 'a'));
      CHECK(seen.uid->view() == std::string(128, 'b'));
    }
  }
}

TEST_CASE("lone surrogates become U+FFFD") {
  Hosted host;
  host.start();
  AttributeList list;
  list.texts[key::kName] = {u'A', char16_t{0xD83C}, u'B', char16_t{0xDF00}, char16_t{0xD800}};
  seen_after(host, list);
  CHECK(host.seen_name() ==
        "A\xEF\xBF\xBD"
        "B\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("numbers that cannot be true are not taken") {
  Hosted host;
  host.start();
  AttributeList first;
  fill(first);
  seen_after(host, first);
  AttributeList list;
  list.numbers[key::kIndex] = 0;
  list.numbers[key::kPluginLocation] = 17;
  list.binaries[key::kImage] = {1, 2, 3};
  const TrackInfo& seen = seen_after(host, list);
  CHECK(seen.index == 4);
  CHECK(seen.location == PluginLocation::post_fader);
  list.numbers[key::kIndex] = INT64_MAX;
  CHECK(seen_after(host, list).index == 4);
}

TEST_CASE("a colour is ARGB in the low 32 bits, and alpha 0 means none") {
  Hosted host;
  host.start();
  AttributeList list;
  list.numbers[key::kColor] = static_cast<std::int64_t>(0xFFFFFFFF80112233);
  CHECK(*seen_after(host, list).color == Color{0x11, 0x22, 0x33, 0x80});
  list.numbers[key::kColor] = 0;
  const TrackInfo none = seen_after(host, list);
  CHECK_FALSE(none.color);
  CHECK(seen_after(host, list).revision == none.revision);
}

TEST_CASE("track info sent before initialize, and by a host that never processes, is known") {
  Hosted host;
  host.send_name(u"Early");
  REQUIRE(host.plugin().updates().size() == 1);
  CHECK(host.plugin().updates()[0].track.name->view() == "Early");
  host.start();
  host.process();
  CHECK(host.seen_name() == "Early");
  CHECK(host.plugin().seen_changed);
}

TEST_CASE("on the main thread on_track_info is called there, before the host's call returns") {
  Hosted host;
  host.start();
  for (int i = 0; i < 100; ++i) {
    host.send_name(u"Name " + std::u16string(1, static_cast<char16_t>(u'A' + i)));
    const auto updates = host.plugin().updates();
    REQUIRE(updates.size() == static_cast<std::size_t>(i + 1));
    CHECK(updates.back().thread == std::this_thread::get_id());
  }
}

TEST_CASE("sent while a callback is held open: it returns at once, and the next callback has it") {
  Hosted host;
  host.start();
  host.send_name(u"Before");
  host.plugin().hold = true;
  std::thread audio([&host] { host.process(); });
  host.plugin().entered.acquire();
  host.send_name(u"While held");  // would never return if it waited for the callback
  host.plugin().go.release();
  audio.join();
  CHECK(host.seen_name() == "Before");  // one value per callback
  host.process();
  CHECK(host.seen_name() == "While held");
}

TEST_CASE("sent on a thread of the host's own while another sends too: the next block has one") {
  Hosted host;
  host.start();
  std::thread osc([&host] {
    for (int i = 0; i < 500; ++i) host.send_name(u"osc");
  });
  AttributeList colors;
  for (int i = 0; i < 500; ++i) {
    colors.numbers[key::kColor] = std::int64_t{0xFF000000} + i;
    host.listener->setChannelContextInfos(&colors);
    host.process();
  }
  osc.join();
  host.process();
  CHECK(host.seen_name() == "osc");
  CHECK(host.plugin().seen.color->blue == std::uint8_t{499 & 0xFF});
}

TEST_CASE("the host may send again from inside its own list") {
  Hosted host;
  host.start();
  AttributeList list;
  list.texts[key::kName] = u"Outer";
  int depth = 0;
  list.while_reading = [&] {
    if (depth++ == 0) host.send_name(u"Inner");
  };
  host.listener->setChannelContextInfos(&list);
  host.process();
  CHECK(host.seen_name() == "Outer");
}

TEST_CASE("a rename after terminate is survived") {
  Hosted host;
  host.start();
  host.component->terminate();
  host.send_name(u"Late");
  CHECK(host.plugin().updates().back().track.name->view() == "Late");
}

TEST_CASE("a descendant of Ardour's is asked for the role that its list does not have") {
  Hosted host;
  Context ardour(u"Ardour");
  host.handler.provides = true;
  host.handler.ints["type"] = 5;
  host.handler.ints["main"] = 1;
  host.handler.ints["color"] = 0x11223344;
  host.component->initialize(&ardour);
  host.controller->setComponentHandler(&host.handler);
  host.setup();
  host.component->setActive(1);
  AttributeList list;
  list.texts[key::kName] = u"Master";
  list.numbers[key::kColor] = 0xFF445566;
  const TrackInfo& seen = seen_after(host, list);
  CHECK(seen.roles == (TrackRole::output | TrackRole::master));
  CHECK(*seen.color == Color{0x44, 0x55, 0x66, 0xFF});
  CHECK(seen.source == TrackInfoSource::info_listener);
}

}  // namespace
}  // namespace attacca::test
