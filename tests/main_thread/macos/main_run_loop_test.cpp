// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/macos/main_run_loop.hpp"

#include <chrono>
#include <memory>
#include <thread>

#include <doctest/doctest.h>

#include "platform/wake_source.hpp"
#include "tests/support/fake_main_loop.hpp"

// The run loop of macOS's main thread, with functions that stand in for CoreFoundation's.
namespace attacca::core {
namespace {

using namespace std::chrono_literals;
using test::FakeMainLoop;

EventLoop::Source source_of(const WakeSource& wake) {
  return EventLoop::Source(wake.native());
}

template <typename Body>
void elsewhere(Body body) {
  std::thread(body).join();
}

TEST_CASE("what another thread wakes is called back for by the main thread's run loop") {
  FakeMainLoop system;
  MainRunLoop loop(system.functions());
  WakeSource bell;
  int rings = 0;
  REQUIRE(loop.watch(source_of(bell), [&] {
    ++rings;
    bell.clear();
  }) != 0);
  CHECK(system.turn() == 0);
  elsewhere([&] { bell.wake(); });
  CHECK(system.turn() == 1);
  CHECK(system.turn() == 0);
  elsewhere([&] { bell.wake(); });
  CHECK(system.turn() == 1);
  CHECK(rings == 2);
}

TEST_CASE("a descriptor that stays ready is called for again and again") {
  FakeMainLoop system;
  MainRunLoop loop(system.functions());
  WakeSource bell;
  bell.wake();
  int calls = 0;
  REQUIRE(loop.watch(source_of(bell), [&] { ++calls; }) != 0);
  for (int i = 0; i < 5; ++i) system.turn();
  CHECK(calls == 5);
}

TEST_CASE("a timer comes at its period, and late calls are not made up for") {
  FakeMainLoop system;
  MainRunLoop loop(system.functions());
  int ticks = 0;
  REQUIRE(loop.start_timer(40ms, [&] { ++ticks; }) != 0);
  system.turn(0.039);
  CHECK(ticks == 0);
  system.turn(0.002);
  CHECK(ticks == 1);
  system.turn(0.400);
  CHECK(ticks == 2);
}

TEST_CASE("a timer without a period comes again and again as well") {
  FakeMainLoop system;
  MainRunLoop loop(system.functions());
  int ticks = 0;
  REQUIRE(loop.start_timer(0ms, [&] { ++ticks; }) != 0);
  for (int i = 0; i < 3; ++i) system.turn(0.0011);
  CHECK(ticks == 3);
}

TEST_CASE("nothing is called for after stop(), also from inside and on another thread") {
  FakeMainLoop system;
  {
    MainRunLoop loop(system.functions());
    WakeSource bell;
    bell.wake();
    int calls = 0;
    EventLoop::Handle watch = 0;
    EventLoop::Handle timer = 0;
    watch = loop.watch(source_of(bell), [&] {
      ++calls;
      loop.stop(watch);
    });
    timer = loop.start_timer(1ms, [&] {
      ++calls;
      elsewhere([&] { loop.stop(timer); });
    });
    for (int i = 0; i < 3; ++i) system.turn(1);
    CHECK(calls == 2);
    CHECK(system.objects() == 0);
    loop.stop(watch);
    loop.stop(0);
  }
  CHECK(system.objects() == 0);
}

TEST_CASE("one callback stops another that is due in the same turn") {
  FakeMainLoop system;
  MainRunLoop loop(system.functions());
  int second_ticks = 0;
  EventLoop::Handle second = 0;
  REQUIRE(loop.start_timer(1ms, [&] { loop.stop(second); }) != 0);
  second = loop.start_timer(1ms, [&] { ++second_ticks; });
  system.turn(1);
  CHECK(second_ticks == 0);
}

TEST_CASE("a loop ends from inside a callback, and leaves nothing with the system") {
  FakeMainLoop system;
  auto loop = std::make_unique<MainRunLoop>(system.functions());
  WakeSource bell;
  bell.wake();
  int calls = 0;
  REQUIRE(loop->start_timer(1ms, [&] { ++calls; }) != 0);
  loop->stop(loop->start_timer(1ms, [] {}));
  REQUIRE(loop->watch(source_of(bell), [&] {
    ++calls;
    loop.reset();
  }) != 0);
  system.turn();
  CHECK(calls == 1);
  system.turn(1);
  CHECK(calls == 1);
  CHECK(system.objects() == 0);
}

TEST_CASE("loops stop what is their own alone") {
  FakeMainLoop system;
  MainRunLoop first(system.functions());
  MainRunLoop second(system.functions());
  int ticks = 0;
  const EventLoop::Handle timer = first.start_timer(1ms, [&] { ++ticks; });
  second.stop(timer);
  system.turn(1);
  CHECK(ticks == 1);
}

TEST_CASE("what the system refuses is refused, and leaves nothing behind") {
  FakeMainLoop system;
  MainRunLoop loop(system.functions());
  WakeSource bell;
  CHECK(loop.watch(EventLoop::Source(-1), [] {}) == 0);
  CHECK(loop.watch(source_of(bell), nullptr) == 0);
  CHECK(loop.start_timer(1ms, nullptr) == 0);
  system.refuse();
  CHECK(loop.watch(source_of(bell), [] {}) == 0);
  CHECK(loop.start_timer(1ms, [] {}) == 0);
  CHECK(system.objects() == 0);
}

TEST_CASE("a main thread whose loop nobody runs is not taken for one that comes to it") {
  FakeMainLoop system;
  const RunLoopFunctions& functions = system.functions();
  system.set_running(false, false);
  CHECK(main_run_loop(functions, LoopOf::any_thread) == nullptr);
  CHECK(main_run_loop(functions, LoopOf::gui_thread) != nullptr);
  SUBCASE("but while it runs") {
    system.set_running(true, false);
  }
  SUBCASE("and while AppKit's is in the middle of an event") {
    system.set_running(false, true);
  }
  CHECK(main_run_loop(functions, LoopOf::any_thread) != nullptr);
  CHECK(system.objects() == 0);
}

TEST_CASE("other threads have no loop to join, whatever they show") {
  FakeMainLoop system;
  MainRunLoop loop(system.functions());
  CHECK(loop.is_here());
  elsewhere([&] {
    CHECK_FALSE(loop.is_here());
    CHECK(main_run_loop(system.functions(), LoopOf::any_thread) == nullptr);
    CHECK(main_run_loop(system.functions(), LoopOf::gui_thread) == nullptr);
  });
}

}  // namespace
}  // namespace attacca::core
