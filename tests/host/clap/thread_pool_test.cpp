// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The host lends plugins threads for the parts of a block.

#include <algorithm>
#include <atomic>
#include <vector>

#include "host/base/worker_pool.hpp"
#include "tests/host/block_runner.hpp"
#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {
namespace {

struct Played {
  float sample = 0.0f;     ///< how many parts have run, each once
  double elsewhere = 0.0;  ///< the most parts that ran on other threads in one block
  std::uint64_t offences = 0;
  std::uint64_t realtime_offences = 0;
};

Played play(const char* path, const HostProfile& profile = {}) {
  MainLoop loop;
  const auto module = must(Module::open(path));
  const auto instance = must(module->create("", loop, profile));
  must(instance->activate(48000.0, 64));
  REQUIRE(instance->start_processing());
  BlockRunner blocks(*instance);
  Played played;
  for (int i = 0; i < 20; ++i) {
    CHECK(blocks.run() != ProcessStatus::error);
    instance->pump();
    const ParameterInfo* const elsewhere = instance->find_parameter("Elsewhere");
    REQUIRE(elsewhere != nullptr);
    played.elsewhere = std::max(played.elsewhere, must(instance->parameter_value(elsewhere->id)));
  }
  played.sample = blocks.output(0, 5);
  played.offences = instance->offences().count();
  played.realtime_offences = instance->realtime_offences().total();
  return played;
}

}  // namespace

TEST_CASE("CLAP: each part of a block runs once, some of them on threads of the host's") {
  const Played played = play(TEST_PARALLEL_CLAP);
  CHECK(played.sample == 64.0f);
  CHECK(played.elsewhere > 0.0);
  CHECK(played.offences == 0);
  CHECK(played.realtime_offences == 0);
}

TEST_CASE("CLAP: where the profile lends no threads the plugin does all parts itself") {
  HostProfile profile;
  profile.clap_thread_pool = false;
  const Played played = play(TEST_PARALLEL_CLAP, profile);
  CHECK(played.sample == 64.0f);
  CHECK(played.elsewhere == 0.0);
}

TEST_CASE("VST3 lends no threads, and all parts run") {
  const Played played = play(TEST_PARALLEL_VST3);
  CHECK(played.sample == 64.0f);
  CHECK(played.elsewhere == 0.0);
}

TEST_CASE("a pool does each part of many jobs once, however few or many there are") {
  WorkerPool pool(3);
  std::vector<std::atomic<int>> ran(100);
  for (std::uint32_t count = 0; count <= 100; ++count) {
    for (auto& each : ran) each = 0;
    pool.run(count, {&ran, [](void* all, std::uint32_t index) noexcept {
                       ++(*static_cast<std::vector<std::atomic<int>>*>(all))[index];
                     }});
    const auto once = std::count_if(ran.begin(), ran.end(), [](const auto& n) { return n == 1; });
    CHECK(once == static_cast<std::ptrdiff_t>(count));
  }
}

TEST_CASE("a pool without threads leaves all parts to the caller") {
  WorkerPool pool(0);
  int ran = 0;
  pool.run(7, {&ran, [](void* count, std::uint32_t) noexcept { ++*static_cast<int*>(count); }});
  CHECK(ran == 7);
}

}  // namespace attacca::host::test
