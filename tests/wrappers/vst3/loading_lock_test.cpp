// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Hosts that load a state with a lock held, which their restartComponent() takes too.

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "hosted.hpp"

namespace attacca::test {
namespace {

/// A host that does so; called from inside, Ardour never comes back.
struct LockingHost {
  explicit LockingHost(std::u16string name, FakeRunLoop* loop = nullptr)
      : context(std::move(name), loop) {
    host.handler.on_restart = [this](vst3::RestartFlags) {
      if (std::this_thread::get_id() == owner) {
        was_inside = true;
        return;
      }
      const std::lock_guard lock(mutex);
    };
    REQUIRE(host.component->initialize(&context) == vst3::kResultOk);
    REQUIRE(host.controller->setComponentHandler(&host.handler) == vst3::kResultOk);
    REQUIRE(host.setup() == vst3::kResultOk);
    REQUIRE(host.component->setActive(1) == vst3::kResultOk);
  }

  template <typename Body>
  void with_lock(Body body) {
    const std::lock_guard lock(mutex);
    owner = std::this_thread::get_id();
    body();
    owner = std::thread::id();
  }
  [[nodiscard]] vst3::TResult load(const std::string& state) {
    Stream stream(state);
    return host.component->setState(&stream);
  }
  [[nodiscard]] std::string saved() {
    Stream stream;
    REQUIRE(host.component->getState(&stream) == vst3::kResultOk);
    return stream.bytes;
  }
  /// What hosts do behind a load, before they give the lock back.
  void look_around() {
    vst3::ParameterInfo info;
    for (std::int32_t i = 0; i < host.controller->getParameterCount(); ++i) {
      REQUIRE(host.controller->getParameterInfo(i, info) == vst3::kResultOk);
      const double value = host.controller->getParamNormalized(info.id);
      (void)host.controller->setParamNormalized(info.id, value);
    }
    (void)host.processor->getLatencySamples();
  }

  std::mutex mutex;
  std::atomic<std::thread::id> owner{};  ///< of the mutex
  std::atomic<bool> was_inside{false};
  Context context;
  Hosted host;
};

TEST_CASE("hosts of Ardour's family are not called while they hold the lock of a load") {
  LockingHost ardour(u"Ardour");
  const std::string state = ardour.saved();
  for (int i = 0; i < 20; ++i) {
    ardour.with_lock([&] {
      REQUIRE(ardour.load(state) == vst3::kResultOk);
      ardour.look_around();
    });
  }
  CHECK(ardour.host.handler.wait_for_restart(vst3::RestartFlags::kParamValuesChanged));
  CHECK_FALSE(ardour.was_inside);
}

TEST_CASE("a host with an event loop hears from there what a state that it loads has brought") {
  for (const char16_t* name : {u"Ardour", u"Test Host"}) {
    FakeRunLoop loop;
    LockingHost locking(name, &loop);
    const std::string state = locking.saved();
    locking.with_lock([&] {
      REQUIRE(locking.load(state) == vst3::kResultOk);
      locking.look_around();
      REQUIRE(locking.load(state) == vst3::kResultOk);
      locking.look_around();
    });
    CHECK(locking.host.handler.restarts.empty());
    loop.turn(std::chrono::seconds(20));
    REQUIRE(locking.host.handler.restarts.size() == 1);
    CHECK(locking.host.handler.restarts[0] == vst3::RestartFlags::kParamValuesChanged);
    CHECK_FALSE(locking.was_inside);
    locking.host.component->terminate();
  }
}

TEST_CASE("behind a state that is refused, news from another call wait for the event loop too") {
  FakeRunLoop loop;
  LockingHost locking(u"Ardour", &loop);
  locking.host.plugin().latency = 128;
  locking.with_lock([&] {
    CHECK(locking.load("no state") == vst3::kResultFalse);
    // The block's news are taken to the host by the next call of the main thread's.
    std::thread([&] { locking.host.process(); }).join();
    locking.look_around();
  });
  CHECK(locking.host.handler.restarts.empty());
  CHECK_FALSE(locking.was_inside);
  loop.turn(std::chrono::seconds(20));
  REQUIRE(locking.host.handler.restarts.size() == 1);
  CHECK(locking.host.handler.restarts[0] == vst3::RestartFlags::kLatencyChanged);
  // And then at once again.
  locking.host.plugin().latency = 64;
  std::thread([&] { locking.host.process(); }).join();
  locking.look_around();
  CHECK(locking.host.handler.restarts.size() == 2);
  locking.host.component->terminate();
}

}  // namespace
}  // namespace attacca::test
