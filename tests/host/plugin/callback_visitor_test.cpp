// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/callback_visitor.hpp"

#include <chrono>
#include <mutex>

#include <doctest/doctest.h>

#include "host/engine/engine.hpp"
#include "host/plugin/held_callback.hpp"
#include "host/plugin/module.hpp"
#include "tests/host/block_runner.hpp"
#include "tests/host/host_test_support.hpp"

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

/// Calls `check(instance, blocks)` on a processing instance of either format.
template <typename Check>
void on_each_format(Check&& check) {
  for (const auto& path : {kRawClap, kRawVst3}) {
    CAPTURE(path);
    MainLoop loop;
    const auto module = must(Module::open(path));
    const auto instance = must(module->create("", loop));
    must(instance->activate(48000.0, 64));
    REQUIRE(instance->start_processing());
    BlockRunner blocks(*instance);
    check(*instance, blocks);
    CHECK(instance->realtime_offences().total() == 0);
  }
}

}  // namespace

TEST_CASE("a visitor comes by once inside each callback that has one, and is not counted") {
  on_each_format([](PluginInstance&, BlockRunner& blocks) {
    Visitor visitor;
    blocks.run({}, {}, &visitor);
    CHECK(visitor.visits == 1);
    blocks.run();
    CHECK(visitor.visits == 1);
  });
}

TEST_CASE("an invited visitor comes by once, in the next callback, unless it is called off") {
  on_each_format([](PluginInstance& instance, BlockRunner& blocks) {
    Visitor visitor;
    instance.invite(&visitor);
    instance.invite(nullptr);
    blocks.run();
    CHECK(visitor.visits == 0);
    instance.invite(&visitor);
    CHECK(visitor.visits == 0);
    blocks.run();
    blocks.run();
    CHECK(visitor.visits == 1);
  });
}

TEST_CASE("a visitor's stay is neither the plugin's time nor the period's") {
  constexpr milliseconds kStay{300};
  HeldCallback visitor(kStay);  // never released: it stays to its limit
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
  CHECK(visitor.gave_up());
  CHECK(visited.timing().summary().late == 0);
  CHECK(next.timing().summary().late == 0);
  CHECK(visited.timing().max() < static_cast<std::uint64_t>(nanoseconds(kStay).count()));
  CHECK(engine.report().callback.late == 0);
  CHECK(engine.report().callback.max < static_cast<std::uint64_t>(nanoseconds(kStay).count()));
  CHECK(engine.report().skipped_periods == 0);
}

}  // namespace attacca::host::test
