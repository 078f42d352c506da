// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "hosted.hpp"

namespace attacca::test {
namespace {

std::string saved(Hosted& host) {
  Stream stream;
  CHECK(host.component->getState(&stream) == vst3::kResultOk);
  return stream.bytes;
}

TEST_CASE("a state comes back through streams that read and write a little at a time") {
  Hosted host;
  host.initialize();
  host.controller->setParamNormalized(host.plugin().gain.stable_id(), 0.25);
  Stream out;
  out.chunk = 7;
  REQUIRE(host.component->getState(&out) == vst3::kResultOk);
  CHECK(out.bytes == saved(host));
  host.controller->setParamNormalized(host.plugin().gain.stable_id(), 0.75);
  for (const bool short_is_false : {false, true}) {
    Stream in(out.bytes);
    in.chunk = 3;
    in.short_is_false = short_is_false;
    CHECK(host.component->setState(&in) == vst3::kResultOk);
    CHECK(host.controller->getParamNormalized(host.plugin().gain.stable_id()) == 0.25);
  }
}

TEST_CASE("after a load the host is notified of the new values") {
  Hosted host;
  host.initialize();
  host.controller->setComponentHandler(&host.handler);
  Stream stream(saved(host));
  CHECK(host.component->setState(&stream) == vst3::kResultOk);
  REQUIRE(host.handler.restarts.size() == 1);
  CHECK(host.handler.restarts[0] == vst3::RestartFlags::kParamValuesChanged);
}

TEST_CASE("the component's bytes handed to the controller change nothing") {
  Hosted host;
  host.initialize();
  const std::string old = saved(host);
  host.controller->setParamNormalized(host.plugin().gain.stable_id(), 0.125);
  for (int i = 0; i < 2; ++i) {
    Stream stream(old);
    CHECK(host.controller->setComponentState(&stream) == vst3::kResultOk);
  }
  CHECK(host.controller->getParamNormalized(host.plugin().gain.stable_id()) == 0.125);
  CHECK(host.controller->setComponentState(nullptr) == vst3::kInvalidArgument);
}

TEST_CASE("a state cut at any byte is refused and changes nothing") {
  Hosted host;
  host.initialize();
  host.controller->setParamNormalized(host.plugin().gain.stable_id(), 0.25);
  const std::string whole = saved(host);
  host.controller->setParamNormalized(host.plugin().gain.stable_id(), 0.5);
  const std::string before = saved(host);
  for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
    Stream stream(whole.substr(0, size));
    CHECK(host.component->setState(&stream) == vst3::kResultFalse);
  }
  CHECK(saved(host) == before);
}

TEST_CASE("streams that lie, never end or refuse are survived") {
  Hosted host;
  host.initialize();
  const std::string whole = saved(host);
  Stream liar(whole);
  liar.claims_more_by = 100000;
  CHECK(host.component->setState(&liar) == vst3::kResultFalse);
  Stream negative(whole);
  negative.claims_more_by = -100000;
  CHECK(host.component->setState(&negative) == vst3::kResultFalse);
  Stream endless;
  endless.endless = true;
  CHECK(host.component->setState(&endless) == vst3::kResultFalse);
  Stream full;
  full.full = true;
  CHECK(host.component->getState(&full) == vst3::kResultFalse);
  CHECK(host.component->setState(nullptr) == vst3::kInvalidArgument);
  CHECK(host.component->getState(nullptr) == vst3::kInvalidArgument);
  CHECK(saved(host) == whole);
}

TEST_CASE("a callback keeps the fields that it began with, and the next has all of the new state") {
  Hosted host;
  host.start();
  host.plugin().label.set("new");
  host.controller->setParamNormalized(host.plugin().gain.stable_id(), 0.25);
  const std::string fresh = saved(host);
  host.plugin().label.set("old");
  host.controller->setParamNormalized(host.plugin().gain.stable_id(), 0.75);
  host.process();
  host.plugin().gains.clear();
  host.plugin().hold = true;
  std::thread audio([&] { host.process(); });
  host.plugin().entered.acquire();
  Stream stream(fresh);
  CHECK(host.component->setState(&stream) == vst3::kResultOk);  // the callback stands
  CHECK(host.plugin().label.value() == "new");
  host.plugin().go.release();
  audio.join();
  CHECK(host.plugin().label_at_begin == "old");
  CHECK(host.plugin().label_at_end == "old");
  host.process();
  CHECK(host.plugin().label_at_begin == "new");
  CHECK(host.plugin().gains == std::vector<float>{0.75f, 0.25f});
}

TEST_CASE("a stream for a preset has no fields of the project's, and leaves them as they are") {
  Hosted host;
  host.initialize();
  host.plugin().label.set("of this song");
  const std::string project = saved(host);
  CHECK(project.find("of this song") != std::string::npos);
  AttributedStream preset;
  preset.list.texts["StateType"] = u"TrackPreset";
  REQUIRE(host.component->getState(&preset) == vst3::kResultOk);
  CHECK(preset.bytes.find("of this song") == std::string::npos);

  struct Load {
    const char16_t* type;  ///< null: attributes without one
    const char* label;
  };
  for (const Load& load : {Load{u"TrackPreset", "of that song"}, Load{u"Default", "of that song"},
                           Load{nullptr, "of that song"}, Load{u"Project", "of this song"}}) {
    host.plugin().label.set("of that song");
    AttributedStream in(project);
    if (load.type != nullptr) in.list.texts["StateType"] = load.type;
    REQUIRE(host.component->setState(&in) == vst3::kResultOk);
    CHECK(host.plugin().label.value() == load.label);
  }
  // What does not say what it is for gets everything.
  AttributedStream unsaid;
  REQUIRE(host.component->getState(&unsaid) == vst3::kResultOk);
  CHECK(unsaid.bytes == project);
}

TEST_CASE("an edit of a field makes the project dirty, a loaded state does not") {
  Hosted host;
  host.initialize();
  host.controller->setComponentHandler(&host.handler);
  const std::string state = saved(host);
  host.handler.calls.clear();
  host.plugin().label.set("mine");
  CHECK(host.handler.calls == std::vector<std::string>{"dirty"});
  host.plugin().label.set("mine");
  Stream stream(state);
  REQUIRE(host.component->setState(&stream) == vst3::kResultOk);
  CHECK(host.handler.calls == std::vector<std::string>{"dirty", "restart"});
}

TEST_CASE("a state can be loaded before initialize and while processing") {
  Hosted host;
  host.controller->setParamNormalized(host.plugin().gain.stable_id(), 0.5);
  const std::string bytes = saved(host);
  host.start();
  Changes changes;
  changes.add(host.plugin().gain.stable_id(), {{0, 0.25}});
  host.process(16, &changes);
  Stream stream(bytes);
  CHECK(host.component->setState(&stream) == vst3::kResultOk);
  host.process();
  CHECK(host.samples[0][0] == 0.5f);
}

}  // namespace
}  // namespace attacca::test
