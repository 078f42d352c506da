// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/callback_visitor.hpp"

#include <chrono>
#include <mutex>
#include <thread>

#include <doctest/doctest.h>

#include "block_runner.hpp"
#include "host/engine.hpp"
#include "host/module.hpp"
#include "host_test_support.hpp"

namespace attacca::host::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

class Visitor final : public CallbackVisitor {
 public:
  void in_callback() noexcept override {
    ++visits;
    const std::lock_guard lock(mutex_);  // the host may lock here; the plugin is not blamed
  }
  int visits = 0;

 private:
  std::mutex mutex_;
};

class StayingVisitor final : public CallbackVisitor {
 public:
  explicit StayingVisitor(milliseconds stay) : stay_(stay) {}
  void in_callback() noexcept override {
    ++visits;
    std::this_thread::sleep_for(stay_);
  }
  int visits = 0;

 private:
  const milliseconds stay_;
};

}  // namespace

TEST_CASE("a visitor comes by once inside each callback that has one, and is not counted") {
  for (const auto& path : {kRawClap, kRawVst3}) {
    CAPTURE(path);
    MainLoop loop;
    const auto module = must(Module::open(path));
    const auto instance = must(module->create("", loop));
    must(instance->activate(48000.0, 64));
    REQUIRE(instance->start_processing());
    BlockRunner blocks(*instance);
    Visitor visitor;
    blocks.run({}, {}, &visitor);
    CHECK(visitor.visits == 1);
    blocks.run();
    CHECK(visitor.visits == 1);
    CHECK(instance->realtime_offences().total() == 0);
  }
}

TEST_CASE("an invited visitor comes by once, in the next callback, unless it is called off") {
  for (const auto& path : {kRawClap, kRawVst3}) {
    CAPTURE(path);
    MainLoop loop;
    const auto module = must(Module::open(path));
    const auto instance = must(module->create("", loop));
    must(instance->activate(48000.0, 64));
    REQUIRE(instance->start_processing());
    BlockRunner blocks(*instance);
    Visitor visitor;
    instance->invite(&visitor);
    instance->invite(nullptr);
    blocks.run();
    CHECK(visitor.visits == 0);
    instance->invite(&visitor);
    CHECK(visitor.visits == 0);
    blocks.run();
    blocks.run();
    CHECK(visitor.visits == 1);
    CHECK(instance->realtime_offences().total() == 0);
  }
}

TEST_CASE("a visitor's stay is neither the plugin's time nor the period's") {
  constexpr milliseconds kStay{300};
  StayingVisitor visitor(kStay);
  MainLoop loop;
  EngineOptions options;
  options.block_frames = 8192;  // 171 ms: shorter than the stay
  Engine engine(loop, options);
  const auto module = must(Module::open(kRawClap));
  Track& first = engine.add_track({});
  PluginInstance& visited = first.add(must(module->create("", loop)));
  PluginInstance& next = engine.add_track({}).add(must(module->create("", loop)));
  visited.invite(&visitor);
  must(engine.start());
  turn_until(loop, [&] { return engine.callbacks() >= 3; });
  must(engine.stop());
  CHECK(visitor.visits == 1);
  CHECK(visited.timing().summary().late == 0);
  CHECK(next.timing().summary().late == 0);
  CHECK(visited.timing().max() < static_cast<std::uint64_t>(nanoseconds(kStay).count()));
  CHECK(engine.report().callback.late == 0);
  CHECK(engine.report().callback.max < static_cast<std::uint64_t>(nanoseconds(kStay).count()));
  CHECK(engine.report().skipped_periods == 0);
}

}  // namespace attacca::host::test
