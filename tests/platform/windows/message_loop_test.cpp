// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/windows/message_loop.hpp"

#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <windows.h>

#include "main_thread/thread_loop.hpp"
#include "tests/support/pump_messages.hpp"

namespace attacca::core {
namespace {

using namespace std::chrono_literals;
using test::pump_until;

struct Event {
  explicit Event(bool manual)
      : handle(CreateEventW(nullptr, manual ? TRUE : FALSE, FALSE, nullptr)) {}
  ~Event() { CloseHandle(handle); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  [[nodiscard]] EventLoop::Source source() const {
    return EventLoop::Source(reinterpret_cast<std::intptr_t>(handle));
  }
  HANDLE handle;
};

TEST_CASE("what another thread sets is called back for on the thread that watches") {
  MessageLoop loop;
  Event event(true);
  std::thread::id called;
  const auto handle = loop.watch(event.source(), [&] {
    called = std::this_thread::get_id();
    ResetEvent(event.handle);
  });
  REQUIRE(handle != 0);
  std::thread([&] { SetEvent(event.handle); }).join();
  REQUIRE(pump_until([&] { return called != std::thread::id(); }));
  CHECK(called == std::this_thread::get_id());
}

TEST_CASE("each time that an event which resets itself is set, its callback comes") {
  MessageLoop loop;
  Event event(false);
  int calls = 0;
  REQUIRE(loop.watch(event.source(), [&] {
    ++calls;
    if (calls < 100) SetEvent(event.handle);
  }) != 0);
  SetEvent(event.handle);
  CHECK(pump_until([&] { return calls == 100; }));
}

TEST_CASE("a source that stays ready is called for again and again, and two may watch it") {
  MessageLoop loop;
  Event event(true);
  SetEvent(event.handle);
  int first = 0;
  int second = 0;
  REQUIRE(loop.watch(event.source(), [&] { ++first; }) != 0);
  REQUIRE(loop.watch(event.source(), [&] { ++second; }) != 0);
  CHECK(pump_until([&] { return first > 5 && second > 5; }));
}

TEST_CASE("nothing is called for after stop(), also from inside") {
  MessageLoop loop;
  Event event(true);
  SetEvent(event.handle);
  int watched = 0;
  int ticks = 0;
  EventLoop::Handle watch = 0;
  EventLoop::Handle timer = 0;
  watch = loop.watch(event.source(), [&] {
    ++watched;
    loop.stop(watch);
  });
  timer = loop.start_timer(1ms, [&] {
    ++ticks;
    loop.stop(timer);
  });
  REQUIRE(pump_until([&] { return watched > 0 && ticks > 0; }));
  int later = 0;
  REQUIRE(loop.start_timer(10ms, [&] { ++later; }) != 0);
  REQUIRE(pump_until([&] { return later == 5; }));
  CHECK(watched == 1);
  CHECK(ticks == 1);
}

TEST_CASE("a callback ends the loop that it comes from") {
  auto loop = std::make_unique<MessageLoop>();
  Event event(true);
  SetEvent(event.handle);
  bool called = false;
  REQUIRE(loop->watch(event.source(), [&] {
    called = true;
    loop.reset();
  }) != 0);
  CHECK(pump_until([&] { return called; }));
  CHECK(loop == nullptr);
}

TEST_CASE("a loop that ends on another thread leaves no window behind") {
  const auto windows_here = [] {
    int count = 0;
    for (HWND window = nullptr;
         (window = FindWindowExW(HWND_MESSAGE, window, nullptr, nullptr)) != nullptr;) {
      count += GetWindowThreadProcessId(window, nullptr) == GetCurrentThreadId();
    }
    return count;
  };
  const int before = windows_here();
  auto loop = std::make_unique<MessageLoop>();
  int ticks = 0;
  REQUIRE(loop->start_timer(1ms, [&] { ++ticks; }) != 0);
  CHECK(windows_here() == before + 1);
  std::thread([&] { loop.reset(); }).join();
  CHECK(pump_until([&] { return windows_here() == before; }));
  CHECK(ticks == 0);
}

TEST_CASE("a loop ends on another thread while one of its callbacks is running") {
  auto loop = std::make_unique<MessageLoop>();
  Event event(true);
  SetEvent(event.handle);
  int calls = 0;
  int ticks = 0;
  REQUIRE(loop->start_timer(1ms, [&] { ++ticks; }) != 0);
  REQUIRE(loop->watch(event.source(), [&] {
    std::thread([&] { loop.reset(); }).join();
    ++calls;
    ticks = 0;
  }) != 0);
  REQUIRE(pump_until([&] { return calls > 0; }));
  MessageLoop other;
  int later = 0;
  REQUIRE(other.start_timer(10ms, [&] { ++later; }) != 0);
  REQUIRE(pump_until([&] { return later == 3; }));
  CHECK(calls == 1);
  CHECK(ticks == 0);
}

TEST_CASE("a loop ends while what it watches becomes ready") {
  for (int i = 0; i < 200; ++i) {
    auto loop = std::make_unique<MessageLoop>();
    Event event(true);
    REQUIRE(loop->watch(event.source(), [] {}) != 0);
    std::thread sets([&] { SetEvent(event.handle); });
    loop.reset();
    sets.join();
  }
  CHECK(MessageLoop().usable());
}

TEST_CASE("a loop knows its thread, and when that has ended") {
  std::unique_ptr<MessageLoop> loop;
  std::thread([&] {
    loop = std::make_unique<MessageLoop>();
    CHECK(loop->is_here());
    CHECK(loop->reaches_thread());
  }).join();
  CHECK_FALSE(loop->is_here());
  CHECK_FALSE(loop->reaches_thread());
  loop.reset();
  CHECK(MessageLoop().is_here());
}

TEST_CASE("a source that is none cannot be watched") {
  MessageLoop loop;
  CHECK(loop.watch(EventLoop::Source(0x1234567), [] {}) == 0);
  CHECK(loop.watch(EventLoop::Source(0x1234567), nullptr) == 0);
  CHECK(loop.start_timer(1ms, nullptr) == 0);
}

TEST_CASE("a thread without windows is not taken for one that handles messages") {
  std::thread([] {
    CHECK(thread_loop(LoopOf::any_thread) == nullptr);
    CHECK(thread_loop(LoopOf::gui_thread) != nullptr);
    const HWND window = CreateWindowExW(0, L"STATIC", L"", WS_POPUP, 0, 0, 10, 10, nullptr, nullptr,
                                        nullptr, nullptr);
    CHECK(window != nullptr);  // Wine has windows where there is a display
    CHECK(thread_loop(LoopOf::any_thread) != nullptr);
    DestroyWindow(window);
  }).join();
}

}  // namespace
}  // namespace attacca::core
