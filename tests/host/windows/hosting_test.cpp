// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Plugins of both formats are loaded, made and played.

#include <doctest/doctest.h>

#include "tests/host/block_runner.hpp"
#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {
namespace {

TEST_CASE("a file of each format is loaded, and its instance plays and saves its state") {
  for (const std::filesystem::path& file : {kRawClap, kRawVst3}) {
    CAPTURE(file.string());
    MainLoop loop;
    const auto module = must(Module::open(file));
    CHECK_FALSE(module->plugins().empty());
    const auto instance = must(module->create("", loop));
    must(instance->activate(48000.0, 64));
    REQUIRE(instance->start_processing());
    BlockRunner runner(*instance);
    for (int i = 0; i < 10; ++i) CHECK(runner.run() != ProcessStatus::error);
    loop.run_once(std::chrono::milliseconds(1));
    if (instance->has_state()) CHECK_FALSE(must(instance->save_state()).empty());
  }
}

TEST_CASE("a file by two paths is one module") {
  const auto first = must(Module::open(kRawClap));
  const auto second = must(Module::open(kPlugins / "." / "raw_clap.clap"));
  CHECK(first == second);
}

TEST_CASE("a loop that sleeps is woken by another thread, and dispatches messages") {
  MainLoop loop;
  bool was_called = false;
  loop.post([&was_called] { was_called = true; });
  turn_until(loop, [&was_called] { return was_called; });
}

}  // namespace
}  // namespace attacca::host::test
