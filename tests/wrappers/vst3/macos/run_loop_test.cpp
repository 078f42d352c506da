// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <memory>
#include <thread>

#include <doctest/doctest.h>

#include "../hosted.hpp"
#include "main_thread/macos/main_run_loop.hpp"
#include "tests/support/fake_main_loop.hpp"

namespace attacca::core {

/// In place of Linux's, which has none: macOS's, on a run loop that the test turns.
std::shared_ptr<ThreadLoop> thread_loop(LoopOf thread) {
  test::FakeMainLoop* const system = test::FakeMainLoop::current();
  return system != nullptr ? main_run_loop(system->functions(), thread) : nullptr;
}

}  // namespace attacca::core

// Hosts on macOS offer plugins no run loop; their main thread has one.
namespace attacca::test {
namespace {

template <typename Body>
void elsewhere(Body body) {
  std::thread(body).join();
}

TEST_CASE("on a main thread that runs its loop deferred work is done there, once") {
  FakeMainLoop system;
  {
    Hosted host;
    host.initialize();
    elsewhere([&host] { host.send_name(u"From OSC"); });
    CHECK(host.plugin().updates().empty());
    system.turn();
    REQUIRE(host.plugin().updates().size() == 1);
    CHECK(host.plugin().updates()[0].thread == std::this_thread::get_id());
    system.turn(1);
    CHECK(host.plugin().updates().size() == 1);
  }
  CHECK(system.objects() == 0);
}

TEST_CASE("what process() asks for is done there as well, at the next look") {
  FakeMainLoop system;
  Hosted host;
  host.start();
  host.plugin().ask_for_task = 5;
  elsewhere([&host] { host.process(); });
  CHECK(host.plugin().task_ran_on(5) == std::thread::id());
  system.turn(0.020);
  CHECK(host.plugin().task_ran_on(5) == std::this_thread::get_id());
}

TEST_CASE("several instances share one descriptor and one timer of the run loop's") {
  FakeMainLoop system;
  Hosted first;
  first.start();
  TestPlugin& plugin = first.plugin();
  const int objects = system.objects();
  CHECK(objects == 2);
  {
    Hosted second;
    second.start();
    CHECK(system.objects() == objects);
    second.plugin().ask_for_task = 2;
    elsewhere([&] { second.process(); });
    system.turn(0.020);
    CHECK(second.plugin().task_ran_on(2) == std::this_thread::get_id());
  }
  CHECK(system.objects() == objects);
  plugin.ask_for_task = 3;
  elsewhere([&] { first.process(); });
  system.turn(0.020);
  CHECK(plugin.task_ran_on(3) == std::this_thread::get_id());
}

TEST_CASE("where the main thread runs no loop, a thread of ours stands in for it") {
  FakeMainLoop system;
  system.set_running(false, false);
  Hosted host;
  host.initialize();
  CHECK(system.objects() == 0);
  elsewhere([&host] { host.send_name(u"From OSC"); });
  CHECK(host.plugin().wait_for_name("From OSC"));
}

TEST_CASE("an instance that another thread makes is served by a thread of ours") {
  FakeMainLoop system;
  Hosted host;
  elsewhere([&host] { host.initialize(); });
  CHECK(system.objects() == 0);
  elsewhere([&host] { host.send_name(u"From OSC"); });
  CHECK(host.plugin().wait_for_name("From OSC"));
}

}  // namespace
}  // namespace attacca::test
