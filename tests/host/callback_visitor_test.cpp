// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/callback_visitor.hpp"

#include <mutex>

#include <doctest/doctest.h>

#include "block_runner.hpp"
#include "host/module.hpp"
#include "host_test_support.hpp"

namespace attacca::host::test {
namespace {

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

}  // namespace attacca::host::test
