// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <thread>

#include "tests/host/block_runner.hpp"
#include "tests/host/host_test_support.hpp"
#include "tests/host/plugins/misbehaviour.hpp"

namespace attacca::host::test {

namespace {

constexpr ParameterId kMisbehave = 20;

struct Fixture {
  MainLoop loop;
  std::unique_ptr<PluginInstance> instance;
  std::unique_ptr<BlockRunner> blocks;

  explicit Fixture(const std::filesystem::path& path)
      : instance(must(must(Module::open(path))->create({}, loop))) {
    must(instance->activate(48000.0, 64));
    REQUIRE(instance->start_processing());
    blocks = std::make_unique<BlockRunner>(*instance);
    blocks->run();
    REQUIRE(instance->offences().count() == 0);
    REQUIRE(instance->realtime_offences().total() == 0);
  }

  ProcessStatus run(Misbehaviour misbehaviour) {
    must(instance->set_parameter(kMisbehave, static_cast<double>(misbehaviour)));
    return blocks->run();
  }
};

bool counts_everything() {
  return realtime_guard_reach() == RealtimeGuardReach::everything;
}

}  // namespace

TEST_CASE("the guard is linked into this program") {
  CHECK(realtime_guard_reach() != RealtimeGuardReach::nothing);
}

TEST_CASE("allocations of a plugin on the audio thread are counted, and only there") {
  for (const auto& path : {kRawClap, kRawVst3}) {
    Fixture f(path);
    f.run(Misbehaviour::allocate);
    CHECK(f.instance->realtime_offences().allocations == 1);
    CHECK(f.instance->realtime_offences().frees == 1);
    delete new int;
    CHECK(f.instance->realtime_offences().allocations == 1);
    f.run(Misbehaviour::none);
    CHECK(f.instance->realtime_offences().allocations == 1);
  }
}

TEST_CASE("locks and sleeps of a plugin on the audio thread are counted") {
  if (!counts_everything()) return;
  Fixture f(kRawClap);
  f.run(Misbehaviour::lock);
  CHECK(f.instance->realtime_offences().locks == 1);
  CHECK(f.instance->realtime_offences().sleeps == 0);
  f.run(Misbehaviour::sleep);
  CHECK(f.instance->realtime_offences().sleeps == 1);
  CHECK(f.instance->realtime_offences().locks == 1);
  CHECK(f.instance->realtime_offences().allocations == 0);
}

TEST_CASE("not-a-number in an output is noted") {
  for (const auto& path : {kRawClap, kRawVst3}) {
    Fixture f(path);
    f.run(Misbehaviour::write_nan);
    CHECK(f.instance->offences().count(OffenceKind::not_a_number_in_output) == 1);
  }
}

TEST_CASE("output events out of order, beyond the block or of unknown parameters are noted") {
  Fixture f(kRawClap);
  f.run(Misbehaviour::send_nonsense);
  OffenceList& offences = f.instance->offences();
  CHECK(offences.count(OffenceKind::unordered_output_event) == 1);
  CHECK(offences.count(OffenceKind::unknown_parameter) == 1);
  CHECK(offences.count(OffenceKind::output_event_out_of_block) == 1);
  CHECK(offences.count() == 3);
  const auto list = offences.list();
  REQUIRE(list.size() == 3);
  CHECK(list[0].kind == OffenceKind::unordered_output_event);
  CHECK(list[0].on_audio_thread);
  Fixture g(kRawVst3);
  g.run(Misbehaviour::send_nonsense);
  CHECK(g.instance->offences().count(OffenceKind::unknown_parameter) == 1);
}

TEST_CASE("a VST3 plugin that goes by the thread's id may call the host where it is played on") {
  // The format asks for the UI thread, and this is it; CLAP hosts say that it is the audio thread.
  Fixture vst3(kRawVst3);
  vst3.run(Misbehaviour::call_main_function);
  CHECK(vst3.instance->offences().count() == 0);
  Fixture clap(kRawClap);
  clap.run(Misbehaviour::call_main_function);
  CHECK(clap.instance->offences().count(OffenceKind::forbidden_on_audio) == 1);
}

TEST_CASE("main-thread calls from the audio thread are noted and survive") {
  for (const auto& path : {kRawClap, kRawVst3}) {
    Fixture f(path);
    std::thread([&f] { f.run(Misbehaviour::call_main_function); }).join();
    CHECK(f.instance->offences().count(OffenceKind::forbidden_on_audio) == 1);
    CHECK(f.instance->realtime_offences().total() == 0);
    f.instance->pump();
  }
}

TEST_CASE("a failing block is noted and does not end the host") {
  for (const auto& path : {kRawClap, kRawVst3}) {
    Fixture f(path);
    CHECK(f.run(Misbehaviour::fail) == ProcessStatus::error);
    CHECK(f.instance->offences().count(OffenceKind::process_failed) == 1);
  }
}

TEST_CASE("a request to restart is passed on") {
  for (const auto& path : {kRawClap, kRawVst3}) {
    Fixture f(path);
    f.run(Misbehaviour::ask_for_restart);
    f.instance->pump();
    CHECK(f.instance->wants_restart());
  }
}

TEST_CASE("an offence list keeps the first ones and counts them all, from many threads") {
  OffenceList offences;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&offences] {
      for (std::uint32_t n = 0; n < 1000; ++n) offences.add(OffenceKind::unknown_timer, n);
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(offences.count() == 4000);
  CHECK(offences.count(OffenceKind::unknown_timer) == 4000);
  CHECK(offences.list().size() == OffenceList::kCapacity);
}

}  // namespace attacca::host::test
