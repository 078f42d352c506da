// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <memory>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <windows.h>

#include "../hosted.hpp"
#include "tests/support/pump_messages.hpp"

// Hosts on Windows offer no run loop; their threads with windows have one.
namespace attacca::test {
namespace {

template <typename Body>
void elsewhere(Body body) {
  std::thread thread(body);
  thread.join();
}

/// What makes a thread one that handles messages.
class SomeWindow {
 public:
  ~SomeWindow() { DestroyWindow(window_); }

 private:
  HWND window_ = CreateWindowExW(0, L"STATIC", L"", WS_POPUP, 0, 0, 10, 10, nullptr, nullptr,
                                 nullptr, nullptr);
};

TEST_CASE("on a thread with windows deferred work is done by its messages, once") {
  const SomeWindow window;
  Hosted host;
  host.initialize();
  elsewhere([&host] { host.send_name(u"From OSC"); });
  CHECK(host.plugin().updates().empty());
  REQUIRE(pump_until([&] { return !host.plugin().updates().empty(); }));
  CHECK(host.plugin().updates()[0].thread == std::this_thread::get_id());
  CHECK(host.plugin().updates().size() == 1);
}

TEST_CASE("what process() asks for is done there as well") {
  const SomeWindow window;
  Hosted host;
  host.start();
  host.plugin().ask_for_task = 5;
  elsewhere([&host] { host.process(); });
  CHECK(host.plugin().task_ran_on(5) == std::thread::id());
  REQUIRE(pump_until([&] { return host.plugin().task_ran_on(5) != std::thread::id(); }));
  CHECK(host.plugin().task_ran_on(5) == std::this_thread::get_id());
}

TEST_CASE("several instances share the messages, and end one after the other") {
  const SomeWindow window;
  Hosted first;
  first.start();
  TestPlugin& plugin = first.plugin();
  {
    Hosted second;
    second.start();
    plugin.ask_for_task = 1;
    second.plugin().ask_for_task = 2;
    elsewhere([&] {
      first.process();
      second.process();
    });
    REQUIRE(pump_until([&] { return second.plugin().task_ran_on(2) != std::thread::id(); }));
  }
  CHECK(plugin.task_ran_on(1) == std::this_thread::get_id());
  plugin.ask_for_task = 3;
  elsewhere([&first] { first.process(); });
  CHECK(pump_until([&] { return plugin.task_ran_on(3) != std::thread::id(); }));
}

TEST_CASE("what waits for the messages of a thread that has ended is done by a thread of ours") {
  Hosted host;
  SUBCASE("before the plugin is active") {
    elsewhere([&host] {
      const SomeWindow window;
      host.initialize();
    });
    host.controller->setComponentHandler(&host.handler);
    host.setup();
    host.component->setActive(1);
    host.processor->setProcessing(1);
  }
  SUBCASE("while the plugin is active") {
    elsewhere([&host] {
      const SomeWindow window;
      host.start();
    });
  }
  elsewhere([&host] { host.send_name(u"From OSC"); });
  CHECK(host.plugin().wait_for_name("From OSC"));
  host.plugin().ask_for_task = 7;
  elsewhere([&host] { host.process(); });
  CHECK(host.plugin().wait_for_task(7) != std::thread::id());
}

TEST_CASE("each thread has messages of its own, whoever had its id before") {
  std::vector<std::unique_ptr<Hosted>> left;  // of threads that have ended
  for (int i = 0; i < 20; ++i) {
    elsewhere([&left] {
      const SomeWindow window;
      Hosted& host = *left.emplace_back(std::make_unique<Hosted>());
      host.initialize();
      elsewhere([&host] { host.send_name(u"From OSC"); });
      REQUIRE(pump_until([&] { return !host.plugin().updates().empty(); }));
      CHECK(host.plugin().updates()[0].thread == std::this_thread::get_id());
    });
  }
}

}  // namespace
}  // namespace attacca::test
