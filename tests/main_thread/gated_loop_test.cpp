// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/gated_loop.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

#include <doctest/doctest.h>

#include "tests/support/latch.hpp"

namespace attacca::core {
namespace {

using test::Latch;
using namespace std::chrono_literals;

/// A host's loop: calls back when it is told to, also what has been stopped, as a host on its way
/// to a callback does.
struct HostLoop final : EventLoop {
  Handle watch(Source /*source*/, std::function<void()> ready) override {
    return start_timer(1ms, std::move(ready));
  }
  Handle start_timer(std::chrono::milliseconds /*period*/, std::function<void()> tick) override {
    if (full) return 0;
    callbacks[++last] = std::move(tick);
    return last;
  }
  void stop(Handle handle) noexcept override { stopped = handle; }

  std::map<Handle, std::function<void()>> callbacks;
  Handle last = 0;
  Handle stopped = 0;
  bool full = false;
};

struct Client final : MainThread::Client, Bell {
  std::atomic<int> ends{0};
  MainThread main{*this, *this};

  void run_waiting() noexcept override {}
  void deliver() noexcept override {}
  void unused() noexcept override { ++ends; }
  void ring() noexcept override {}
  void ring_from_audio() noexcept override {}
};

struct Setting {
  Client client;
  std::shared_ptr<HostLoop> host = std::make_shared<HostLoop>();
  GatedLoop loop{host, client.main};
};

TEST_CASE("a callback of the host's loop comes inside the gate, on what is the main thread then") {
  Setting setting;
  std::atomic<bool> somebody_passed{false};
  bool alone = false;
  bool main = false;
  Latch inside;
  Latch waiting;
  setting.loop.start_timer(1ms, [&] {
    inside.open();
    waiting.wait();
    alone = !somebody_passed;
    main = setting.client.main.is_main();
  });
  std::thread host([&] { setting.host->callbacks[1](); });
  inside.wait();
  std::thread other([&] {
    waiting.open();
    const MainThread::Call call(setting.client.main);
    somebody_passed = true;
  });
  host.join();
  other.join();
  CHECK(alone);
  CHECK(main);
}

TEST_CASE("what another thread stops while a callback waits at the gate does not come") {
  Setting setting;
  int calls = 0;
  const auto handle = setting.loop.watch(EventLoop::Source(3), [&] { ++calls; });
  // The host holds the callback that it is about to make, as it does when it is on its way.
  const auto late = setting.host->callbacks[handle];
  std::thread host;
  {
    const MainThread::Call call(setting.client.main);
    host = std::thread(late);  // reaches the gate now, or finds it closed
    setting.loop.stop(handle);
  }
  host.join();
  late();
  CHECK(calls == 0);
  CHECK(setting.host->stopped == handle);
}

TEST_CASE("a callback that the host makes after the instance has ended touches nothing") {
  auto client = std::make_unique<Client>();
  const auto host = std::make_shared<HostLoop>();
  auto loop = std::make_unique<GatedLoop>(host, client->main);
  int calls = 0;
  const auto handle = loop->start_timer(1ms, [&] { ++calls; });
  const auto late = host->callbacks[handle];
  loop->stop(handle);
  loop.reset();
  client->main.retire();
  CHECK(client->ends == 1);
  client.reset();
  late();
  CHECK(calls == 0);
}

TEST_CASE("an instance that ends inside a callback goes when that has returned") {
  Setting setting;
  int ends_inside = -1;
  EventLoop::Handle handle = 0;
  handle = setting.loop.start_timer(1ms, [&] {
    setting.loop.stop(handle);
    setting.client.main.retire();
    ends_inside = setting.client.ends;
  });
  setting.host->callbacks[handle]();
  CHECK(ends_inside == 0);
  CHECK(setting.client.ends == 1);
}

TEST_CASE("what a callback holds goes when it is stopped, though the host keeps the callback") {
  Setting setting;
  const auto held = std::make_shared<int>(1);
  const auto handle = setting.loop.start_timer(1ms, [held] {});
  CHECK(held.use_count() > 1);
  setting.loop.stop(handle);
  CHECK(held.use_count() == 1);
  CHECK(setting.host->callbacks.size() == 1);
}

TEST_CASE("a callback that stops itself still has what it holds") {
  Setting setting;
  EventLoop::Handle handle = 0;
  int seen = 0;
  handle = setting.loop.start_timer(1ms, [&, held = std::make_shared<int>(7)] {
    setting.loop.stop(handle);
    seen = *held;
  });
  setting.host->callbacks[handle]();
  CHECK(seen == 7);
}

TEST_CASE("no exception of a callback reaches the host") {
  Setting setting;
  const auto handle = setting.loop.start_timer(1ms, [] { throw std::runtime_error("drawing"); });
  CHECK_NOTHROW(setting.host->callbacks[handle]());
}

TEST_CASE("a host that registers nothing is said so") {
  Setting setting;
  setting.host->full = true;
  CHECK(setting.loop.start_timer(1ms, [] {}) == 0);
  CHECK(setting.loop.watch(EventLoop::Source(3), [] {}) == 0);
  CHECK(setting.loop.start_timer(1ms, nullptr) == 0);
}

}  // namespace
}  // namespace attacca::core
