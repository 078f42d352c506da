// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/context_info.hpp"

#include <algorithm>
#include <thread>

#include <doctest/doctest.h>

#include "hosted.hpp"
#include "tests/support/semaphore.hpp"

namespace attacca::test {
namespace {

/// A started plugin whose host provides context info.
struct Provided : Hosted {
  Provided() {
    handler.provides = true;
    start();
    handler2 = controller.query<vst3::IContextInfoHandler2>();
    handler.asked.clear();
  }
  const TrackInfo& seen() {
    process();
    return plugin().seen;
  }
  [[nodiscard]] bool was_asked(const char* id) const {
    return std::find(handler.asked.begin(), handler.asked.end(), id) != handler.asked.end();
  }
  vst3::Ref<vst3::IContextInfoHandler2> handler2;
};

void fill(Handler& handler) {
  handler.texts["id"] = u"route-7";
  handler.texts["name"] = u"Strings";
  handler.ints["color"] = static_cast<std::int32_t>(0xFF302010);  // red in the low byte
  handler.ints["index"] = 6;
  handler.ints["type"] = 3;
  handler.ints["main"] = 0;
  handler.ints["mute"] = 0;
  handler.ints["solo"] = 1;
  handler.doubles["volume"] = 0.5;
  handler.doubles["pan"] = 0.25;
}

TEST_CASE("the first notification asks for everything") {
  Provided host;
  fill(host.handler);
  host.handler2->notifyContextInfoChange("");
  const TrackInfo& seen = host.seen();
  CHECK(host.seen_name() == "Strings");
  REQUIRE(seen.uid);
  CHECK(seen.uid->view() == "route-7");
  REQUIRE(seen.color);
  CHECK(*seen.color == Color{0x10, 0x20, 0x30, 0xFF});
  CHECK(seen.index == 7);  // they count from 0
  CHECK(seen.roles == (TrackRole::track | TrackRole::instrument));
  CHECK(seen.volume == 0.5);
  CHECK(seen.pan == 0.25);
  CHECK(seen.mute == false);
  CHECK(seen.solo == true);
  CHECK(seen.source == TrackInfoSource::context_info);
}

TEST_CASE("a colour of alpha 0 takes away the one that was known") {
  Provided host;
  fill(host.handler);
  host.handler2->notifyContextInfoChange("");
  REQUIRE(host.seen().color);
  host.handler.ints["color"] = 0;
  host.handler2->notifyContextInfoChange("color");
  CHECK_FALSE(host.seen().color);
}

TEST_CASE("the first handler's notification asks for everything too") {
  Provided host;
  fill(host.handler);
  host.controller.query<vst3::IContextInfoHandler>()->notifyContextInfoChange();
  CHECK(host.seen().index == 7);
}

TEST_CASE("a notification about one fact asks for that one") {
  Provided host;
  fill(host.handler);
  host.handler2->notifyContextInfoChange("name");
  CHECK(host.handler.asked == std::vector<std::string>{"name"});
  host.seen();
  CHECK(host.seen_name() == "Strings");
  CHECK_FALSE(host.plugin().seen.color);
  host.handler.asked.clear();
  host.handler2->notifyContextInfoChange("selected");
  host.handler2->notifyContextInfoChange("no such fact");
  CHECK(host.handler.asked.empty());
}

TEST_CASE("the main output is the master, whatever its type") {
  Provided host;
  host.handler.ints["type"] = 5;
  host.handler.ints["main"] = 1;
  host.handler2->notifyContextInfoChange("type");
  CHECK(host.seen().roles == (TrackRole::output | TrackRole::master));
  host.handler.ints["type"] = 99;
  host.handler2->notifyContextInfoChange("main");
  CHECK(host.seen().roles == TrackRoles(TrackRole::master));
}

TEST_CASE("a provider that answers success for what it does not have sends nothing") {
  Provided host;
  fill(host.handler);
  host.handler2->notifyContextInfoChange("");
  host.seen();
  host.handler.texts.clear();
  host.handler.ints.clear();
  host.handler.doubles.clear();
  host.handler.success_for_absent = true;
  host.handler2->notifyContextInfoChange("");
  CHECK(host.seen().revision == 1);
  CHECK(host.seen_name() == "Strings");
}

TEST_CASE("facts that cannot be true are not taken, endless names are cut") {
  Provided host;
  host.handler.texts["name"] = std::u16string(4000, u'n');
  host.handler.ints["index"] = -1;
  host.handler.doubles["volume"] = -0.5;
  host.handler.doubles["pan"] = 17.0;
  host.handler2->notifyContextInfoChange("");
  const TrackInfo& seen = host.seen();
  CHECK(host.seen_name() == std::string(512, 'n'));
  CHECK_FALSE(seen.index);
  CHECK_FALSE(seen.volume);
  CHECK_FALSE(seen.pan);
}

TEST_CASE("the host is asked when it gives its handler, and again at each activation") {
  Hosted host;
  host.handler.provides = true;
  fill(host.handler);
  host.initialize();
  host.controller->setComponentHandler(&host.handler);
  REQUIRE(!host.plugin().updates().empty());
  CHECK(host.plugin().updates().back().track.name->view() == "Strings");
  host.handler.texts["name"] = u"Meanwhile";
  host.setup();
  host.component->setActive(1);
  CHECK(host.plugin().updates().back().track.name->view() == "Meanwhile");
}

TEST_CASE("both interfaces write into one record, and the last sender is believed") {
  Provided host;
  fill(host.handler);
  host.handler2->notifyContextInfoChange("");
  host.send_name(u"From the list");
  CHECK(host.seen().index == 7);
  CHECK(host.seen_name() == "From the list");
  CHECK(host.plugin().seen.source == TrackInfoSource::info_listener);
  host.handler2->notifyContextInfoChange("name");
  host.seen();
  CHECK(host.seen_name() == "Strings");
}

TEST_CASE("a host without provider may notify as it likes") {
  Hosted host;
  host.start();
  host.controller.query<vst3::IContextInfoHandler2>()->notifyContextInfoChange("name");
  host.controller->setComponentHandler(nullptr);
  host.controller.query<vst3::IContextInfoHandler2>()->notifyContextInfoChange(nullptr);
  host.process();
  CHECK(host.plugin().seen.revision == 0);
}

TEST_CASE("sent while a callback is held open: it returns at once, and the next callback has it") {
  Provided host;
  host.plugin().hold = true;
  std::thread audio([&host] { host.process(); });
  host.plugin().entered.acquire();
  host.handler.texts["name"] = u"While held";
  host.handler2->notifyContextInfoChange("name");
  host.plugin().go.release();
  audio.join();
  CHECK(host.seen_name() == "(absent)");
  host.seen();
  CHECK(host.seen_name() == "While held");
}

TEST_CASE("a change that is notified from inside an answer is asked for, not lost") {
  Provided host;
  host.handler.texts["name"] = u"Old";
  int times = 0;
  host.handler.on_ask = [&](const char*) {
    if (times++ > 0) return;
    host.handler.texts["name"] = u"New";
    host.handler.ints["index"] = 8;
    host.handler2->notifyContextInfoChange("name");
    host.handler2->notifyContextInfoChange("index");
  };
  host.handler2->notifyContextInfoChange("name");
  host.handler.on_ask = nullptr;
  CHECK(host.seen().index == 9);
  CHECK(host.seen_name() == "New");
}

TEST_CASE("a change notified while another thread is being answered is asked for before it ends") {
  Provided host;
  host.handler.texts["name"] = u"Old";
  Semaphore asked;
  Semaphore answer;
  int times = 0;
  host.handler.on_ask = [&](const char*) {
    if (times++ > 0) return;
    asked.release();
    answer.acquire();
  };
  std::thread other([&host] { host.handler2->notifyContextInfoChange("name"); });
  asked.acquire();
  host.handler2->notifyContextInfoChange("name");  // returns although the other one is held
  host.handler.texts["name"] = u"New";
  host.handler2->notifyContextInfoChange("name");
  answer.release();
  other.join();
  host.seen();
  CHECK(host.seen_name() == "New");
}

TEST_CASE("a fader that the host automates on its audio thread is asked for on the main thread") {
  Provided host;
  host.handler.doubles["volume"] = 0.75;
  std::thread::id asked_on;
  Semaphore asked;
  host.handler.on_ask = [&](const char*) {
    asked_on = std::this_thread::get_id();
    asked.release();
  };
  std::thread::id audio_thread;
  std::thread audio([&] {
    audio_thread = std::this_thread::get_id();
    host.handler2->notifyContextInfoChange("volume");
  });
  audio.join();
  REQUIRE(asked.try_acquire_for(std::chrono::seconds(20)));
  CHECK(asked_on != audio_thread);
  host.handler.on_ask = nullptr;
}

TEST_CASE("a plugin may be released while its stand-in for the main thread reads an answer") {
  Semaphore asked;
  Semaphore answer;
  {
    Provided host;
    host.handler.doubles["volume"] = 0.75;
    host.handler.on_ask = [&](const char*) {
      asked.release();
      answer.acquire();
    };
    std::thread([&host] { host.handler2->notifyContextInfoChange("volume"); }).join();
    asked.acquire();
    // From here on the answer, which wakes the main thread, and the release run side by side.
    answer.release();
  }
}

}  // namespace
}  // namespace attacca::test
