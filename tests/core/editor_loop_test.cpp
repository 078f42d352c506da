// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/editor_loop.hpp"

#include <functional>
#include <memory>
#include <thread>

#include <doctest/doctest.h>

#include "main_thread/entrance.hpp"
#include "tests/support/latch.hpp"

namespace attacca::core {
namespace {

struct Instance final : MainThread::Client, Bell {
  int ends = 0;
  MainThread main{*this, *this};

  void run_waiting() noexcept override {}
  void deliver() noexcept override {}
  void unused() noexcept override { ++ends; }
  void ring() noexcept override {}
  void ring_from_audio() noexcept override {}
};

class HostLoop final : public EventLoop {
 public:
  explicit HostLoop(MainThread& main) : main_(main) {}
  Handle watch(Source, std::function<void()>) override { return 0; }
  Handle start_timer(std::chrono::milliseconds, std::function<void()>) override { return 0; }
  void stop(Handle) noexcept override {}
  void deliver(const std::function<void()>& call) override {
    const MainThread::Call inside(main_);
    call();
  }

 private:
  MainThread& main_;
};

void run(const std::function<void()>& callback) {
  callback();
}

TEST_CASE("what is delivered comes inside the gate, and to nobody after close()") {
  Instance instance;
  EditorLoop loop(instance.main, run);
  loop.open(std::make_shared<HostLoop>(instance.main));
  const EventLoop::Deliver deliver = loop.deliverer();
  int calls = 0;
  deliver([&] { ++calls; });
  loop.deliver([&] { ++calls; });
  CHECK(calls == 2);
  loop.close();
  deliver([&] { ++calls; });
  loop.deliver([&] { ++calls; });
  CHECK(calls == 2);
}

TEST_CASE("who keeps a way to deliver may use it when loop and instance are gone") {
  auto instance = std::make_unique<Instance>();
  auto loop = std::make_unique<EditorLoop>(instance->main, run);
  auto hosts = std::make_shared<HostLoop>(instance->main);
  const std::weak_ptr<HostLoop> hosts_left = hosts;
  loop->open(std::move(hosts));
  const EventLoop::Deliver deliver = loop->deliverer();
  loop->close();
  CHECK(hosts_left.expired());
  loop.reset();
  instance.reset();
  bool called = false;
  deliver([&] { called = true; });
  CHECK_FALSE(called);
}

TEST_CASE("a call that is on its way while the editor is closed comes to nobody") {
  for (int i = 0; i < 200; ++i) {
    Instance instance;
    EditorLoop loop(instance.main, run);
    loop.open(std::make_shared<HostLoop>(instance.main));
    bool called = false;
    test::Latch begins;
    std::thread system;
    {
      const MainThread::Call inside(instance.main);
      system = std::thread([&, deliver = loop.deliverer()] {
        begins.open();
        deliver([&] { called = true; });
      });
      begins.wait();
      loop.close();
      instance.main.retire();
    }
    system.join();
    CHECK_FALSE(called);
    CHECK(instance.ends == 1);
  }
}

TEST_CASE("who has come through an entrance that is closed sees that at the gate, and holds it") {
  Instance instance;
  Entrance entrance(instance.main);
  test::Latch passed;
  bool was_open = true;
  std::thread system;
  {
    const MainThread::Call inside(instance.main);
    system = std::thread([&] {
      entrance.pass([&](MainThread& main) {
        passed.open();
        const MainThread::Call call(main);
        was_open = entrance.is_open();
        CHECK(instance.ends == 0);
      });
    });
    passed.wait();
    entrance.close();
    instance.main.retire();
  }
  system.join();
  CHECK_FALSE(was_open);
  CHECK(instance.ends == 1);
  entrance.pass([](MainThread&) { FAIL("closed"); });
}

}  // namespace
}  // namespace attacca::core
