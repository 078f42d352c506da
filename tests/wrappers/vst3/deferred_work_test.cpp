// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <filesystem>
#include <iterator>
#include <memory>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "hosted.hpp"

namespace attacca::test {
namespace {

/// Calls `body` on a thread of its own and waits for it.
template <typename Body>
void elsewhere(Body body) {
  std::thread thread(body);
  thread.join();
}

TEST_CASE("without event loop and editor, news from another thread still reach on_track_info") {
  Hosted host;
  host.start();
  elsewhere([&host] { host.send_name(u"From OSC"); });
  CHECK(host.plugin().wait_for_name("From OSC"));
}

TEST_CASE("without event loop, a latency change in process() reaches the host by itself") {
  Hosted host;
  host.start();
  host.plugin().latency = 128;
  elsewhere([&host] { host.process(); });
  CHECK(host.handler.wait_for_restart(vst3::RestartFlags::kLatencyChanged));
  CHECK(host.processor->getLatencySamples() == 128);
}

TEST_CASE("with an event loop, deferred work is done there, on the main thread") {
  FakeRunLoop loop;
  Context context(u"Test Host", &loop);
  {
    Hosted host;
    host.component->initialize(&context);
    REQUIRE(loop.fds.size() == 1);
    elsewhere([&host] { host.send_name(u"From OSC"); });
    CHECK(host.plugin().updates().empty());
    loop.turn(std::chrono::seconds(20));
    REQUIRE(host.plugin().updates().size() == 1);
    CHECK(host.plugin().updates()[0].thread == std::this_thread::get_id());
    loop.turn();
    CHECK(host.plugin().updates().size() == 1);
    host.component->terminate();
    CHECK(loop.fds.empty());
  }
}

TEST_CASE("a main-thread task that process() asks for is done by the event loop's timer") {
  FakeRunLoop loop;
  Context context(u"Test Host", &loop);
  Hosted host;
  host.component->initialize(&context);
  host.setup();
  host.component->setActive(1);
  loop.turn();
  host.plugin().ask_for_task = 5;
  elsewhere([&host] { host.process(); });
  CHECK(host.plugin().task_ran_on(5) == std::thread::id());
  loop.turn();
  CHECK(host.plugin().task_ran_on(5) == std::this_thread::get_id());
}

TEST_CASE("without event loop, a main-thread task is done on the thread that stands in") {
  Hosted host;
  host.start();
  host.plugin().ask_for_task = 6;
  elsewhere([&host] { host.process(); });
  const std::thread::id where = host.plugin().wait_for_task(6);
  CHECK(where != std::thread::id());
  CHECK(where != std::this_thread::get_id());
}

TEST_CASE("an event loop of the factory's context serves as well") {
  FakeRunLoop loop;
  Context context(u"Factory Host", &loop);
  const auto third = factory().query<vst3::IPluginFactory3>();
  third->setHostContext(&context);
  {
    Hosted host;
    host.component->initialize(nullptr);
    CHECK(loop.fds.size() == 1);
  }
  third->setHostContext(nullptr);
  CHECK(context.references() == 0);
}

TEST_CASE("what was asked of an event loop that goes away is done all the same") {
  FakeRunLoop loop;
  Context context(u"Test Host", &loop);
  Hosted host;
  host.component->initialize(&context);
  elsewhere([&host] { host.send_name(u"Unheard"); });
  host.component->terminate();
  CHECK(host.plugin().wait_for_name("Unheard"));
}

TEST_CASE("a main-thread call does what waits, on its way out") {
  FakeRunLoop loop;  // never turned
  Context context(u"Test Host", &loop);
  Hosted host;
  host.component->initialize(&context);
  elsewhere([&host] { host.send_name(u"Waiting"); });
  CHECK(host.plugin().updates().empty());
  host.component->getBusCount(vst3::MediaTypes::kAudio, vst3::BusDirections::kInput);
  REQUIRE(host.plugin().updates().size() == 1);
  CHECK(host.plugin().updates()[0].thread == std::this_thread::get_id());
}

TEST_CASE("the host may answer a restart by waiting for its audio thread to reactivate us") {
  Hosted host;
  host.start();
  bool restarted = false;
  host.handler.on_restart = [&](vst3::RestartFlags) {
    elsewhere([&] {
      host.component->setActive(0);
      host.component->setActive(1);
      host.process();
      restarted = true;
    });
  };
  Stream saved;
  host.component->getState(&saved);
  host.component->setState(&saved);  // values changed: restartComponent
  CHECK(restarted);
}

TEST_CASE("a restart wanted on a thread of the host's own comes on the main thread") {
  FakeRunLoop loop;
  Context context(u"Test Host", &loop);
  Hosted host;
  host.component->initialize(&context);
  host.controller->setComponentHandler(&host.handler);
  Stream saved;
  host.component->getState(&saved);
  std::thread::id restarted_on;
  host.handler.on_restart = [&](vst3::RestartFlags) { restarted_on = std::this_thread::get_id(); };
  elsewhere([&] { host.component->setState(&saved); });
  CHECK(host.handler.restarts.empty());
  loop.turn(std::chrono::seconds(20));
  REQUIRE(host.handler.restarts.size() == 1);
  CHECK(restarted_on == std::this_thread::get_id());
}

TEST_CASE("state, parameters and track info from several threads at once while audio runs") {
  Hosted host;
  host.start();
  const vst3::ParamID gain = host.plugin().gain.stable_id();
  std::atomic<bool> stop{false};
  std::thread audio([&] {
    Changes changes;
    changes.add(gain, {{3, 0.5}});
    while (!stop) host.process(16, &changes);
  });
  std::thread worker([&] {
    for (int i = 0; i < 200; ++i) {
      Stream stream;
      host.component->getState(&stream);
      host.component->setState(&stream);
    }
  });
  for (int i = 0; i < 200; ++i) {
    host.send_name(u"Name " + std::u16string(1, static_cast<char16_t>(u'0' + i % 10)));
    host.controller->setParamNormalized(gain, 0.25);
    vst3::String128 text = {};
    host.controller->getParamStringByValue(gain, 0.5, text);
  }
  worker.join();
  stop = true;
  audio.join();
  host.process();
  CHECK(host.seen_name() == "Name 9");
  CHECK(host.plugin().updates().back().track.name->view() == "Name 9");
}

TEST_CASE("instances come and go while others receive updates from elsewhere") {
  Hosted stays;
  stays.start();
  std::atomic<bool> stop{false};
  std::thread osc([&] {
    char16_t letter = u'a';
    while (!stop) stays.send_name(std::u16string(1, letter = letter == u'z' ? u'a' : letter + 1));
  });
  TestPlugin& plugin = stays.plugin();
  for (int i = 0; i < 50; ++i) {
    Hosted comes;
    comes.start();
    elsewhere([&comes] { comes.send_name(u"brief"); });
  }
  stop = true;
  osc.join();
  elsewhere([&stays] { stays.send_name(u"end"); });
  CHECK(plugin.wait_for_name("end"));
}

std::size_t entries_of(const char* folder) {
  const std::filesystem::directory_iterator all(folder);
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

// A thread that has been joined is still listed for a moment.
std::size_t threads() {
  std::size_t count = entries_of("/proc/self/task");
  for (int same = 0; same < 10; ++same) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const std::size_t now = entries_of("/proc/self/task");
    if (now != count) same = 0;
    count = now;
  }
  return count;
}

std::size_t open_descriptors() {
  return entries_of("/proc/self/fd");
}

TEST_CASE("while the host offers a run loop there is no thread of ours, and one descriptor") {
  FakeRunLoop loop;
  Context context(u"Test Host", &loop);
  const std::size_t before = open_descriptors();
  const std::size_t threads_before = threads();
  std::vector<std::unique_ptr<Hosted>> all;
  for (int i = 0; i < 20; ++i) {
    all.push_back(std::make_unique<Hosted>());
    all.back()->component->initialize(&context);
    all.back()->setup();
    all.back()->component->setActive(1);
  }
  CHECK(threads() == threads_before);
  CHECK(open_descriptors() == before + 1);
  CHECK(loop.fds.size() == 1);
  CHECK(loop.timers.size() == 1);
  elsewhere([&] { all.front()->send_name(u"Served"); });
  loop.turn();
  all.clear();
  CHECK(loop.fds.empty());
  CHECK(loop.timers.empty());
  CHECK(open_descriptors() == before);
}

TEST_CASE("without a run loop instances have no descriptors, and no thread until one is active") {
  const std::size_t before = open_descriptors();
  const std::size_t threads_before = threads();
  std::vector<std::unique_ptr<Hosted>> all;
  for (int i = 0; i < 20; ++i) {
    all.push_back(std::make_unique<Hosted>());
    all.back()->start();
    if (i == 0) continue;
    all.back()->processor->setProcessing(0);
    all.back()->component->setActive(0);
  }
  CHECK(open_descriptors() == before);
  CHECK(threads() == threads_before + 1);
  all.clear();
  CHECK(threads() == threads_before);
}

TEST_CASE("a plugin that has a run loop from now on does without our thread") {
  FakeRunLoop loop;
  Frame frame(&loop);
  const std::size_t threads_before = threads();
  Hosted host;
  host.start();
  CHECK(threads() == threads_before + 1);
  const auto view = vst3::Ref<vst3::IPlugView>::adopt(host.controller->createView("editor"));
  view->setFrame(&frame);
  host.plugin().latency = 64;
  elsewhere([&host] { host.process(); });
  loop.turn();
  CHECK(host.handler.restarts.size() == 1);
  view->setFrame(nullptr);
  CHECK(loop.fds.empty());
  CHECK(loop.timers.empty());
  host.plugin().latency = 128;
  host.handler.restarts.clear();
  elsewhere([&host] { host.process(); });
  CHECK(host.handler.wait_for_restart(vst3::RestartFlags::kLatencyChanged));
}

TEST_CASE("a run loop that refuses leaves the plugin with a thread of ours") {
  FakeRunLoop loop;
  loop.refuses = true;
  Context context(u"Test Host", &loop);
  Hosted host;
  host.component->initialize(&context);
  elsewhere([&host] { host.send_name(u"Refused"); });
  CHECK(host.plugin().wait_for_name("Refused"));
}

TEST_CASE("each change of the track reaches plugin and editor once") {
  FakeRunLoop loop;
  Context context(u"Test Host", &loop);
  Frame frame(&loop);
  Hosted host;
  host.component->initialize(&context);
  const auto view = vst3::Ref<vst3::IPlugView>::adopt(host.controller->createView("editor"));
  view->setFrame(&frame);
  view->attached(reinterpret_cast<void*>(std::uintptr_t{42}), vst3::kPlatformTypeNative);
  const int shown = host.plugin().editor->track_changes;
  for (const char16_t* name : {u"One", u"Two", u"Three"}) {
    host.send_name(name);
    loop.turn();
  }
  CHECK(host.plugin().updates().size() == 3);
  CHECK(host.plugin().editor->track_changes == shown + 3);
}

}  // namespace
}  // namespace attacca::test
