// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include "attacca/log.hpp"
#include "attacca/tasks/background_task.hpp"
#include "attacca/tasks/main_thread_task.hpp"
#include "test_plugin.hpp"
#include "tests/support/latch.hpp"
#include "tests/support/malloc_count.hpp"

namespace attacca::test {

TEST_CASE("the counter counts") {
  // Called by name: a compiler may leave out a new expression whose object nobody looks at.
  CHECK(allocations_in([] { ::operator delete(::operator new(1)); }) == 2);
}

TEST_CASE("processing allocates and frees nothing, whatever arrives meanwhile") {
  Rig<> rig;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext& context) {
    rig.plugin.meter.report(context.track_info().index.value_or(0) % 10 / 10.0);
    context.set_latency(static_cast<std::uint32_t>(context.track_info().revision));
    return ProcessStatus::tail(3);
  };
  rig.activate(32);
  const std::string state = rig.instance->save_state();
  for (int i = 1; i < 20; ++i) {
    rig.instance->track_info().update(TrackInfoSource::track_info, [i](TrackInfo& info) {
      info.index = i;
      info.name.emplace("Strings");
    });
    rig.instance->set_param(rig.plugin.gain, i / 20.0);
    REQUIRE(rig.instance->load_state(state));
    TestBlock block(100);
    if (i % 2 == 0) block.ins[0] = block.outs[0];
    if (i % 3 == 0) std::swap(block.output.pointers[0], block.output.pointers[1]);
    ListedEvents events({{3, &rig.plugin.mix, 0.5}, {40, &rig.plugin.mix, 0.75}});
    ListedReports sink;
    block.block.events_in = &events;
    block.block.events_out = &sink;
    ListedEvents flushed({{0, &rig.plugin.mix, 0.1}});
    CHECK(allocations_in([&] { rig.instance->process(block.block); }) == 0);
    CHECK(allocations_in([&] { rig.instance->flush(&flushed, &sink); }) == 0);
    CHECK(allocations_in([&] { rig.instance->reset(); }) == 0);
    CHECK(sink.reports.size() == 1);
  }
}

namespace {
struct WithTasks final : TestPlugin {
  static constexpr PluginInfo info{.id = "org.attacca.tasks", .name = "T", .vendor = "Attacca"};
  Latch released;
  BackgroundTask<int, double> background{tasks(), [this](int, double) { released.wait(); }};
  MainThreadTask<int> on_main{tasks(), [](int) {}};
  Log log{tasks()};
};
}  // namespace

TEST_CASE("asking for tasks and logging in process() allocate nothing, with room and without") {
  Rig<WithTasks> rig;
  int refused = 0;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    for (int i = 0; i < 10; ++i) {
      if (rig.plugin.background.run(i, 0.5) == Posted::no_room) ++refused;
      if (rig.plugin.on_main.run(i) == Posted::no_room) ++refused;
      rig.plugin.log.info("{} of {}: {}", i, 10,
                          "a text that is longer than one in place would be");
    }
    return ProcessStatus::normal();
  };
  rig.activate(32);
  for (int i = 0; i < 20; ++i) {
    TestBlock block(16);
    CHECK(allocations_in([&] { rig.instance->process(block.block); }) == 0);
  }
  CHECK(refused > 0);
  CHECK(rig.plugin.log.overflows() > 0);
  rig.plugin.released.open();
}

}  // namespace attacca::test
