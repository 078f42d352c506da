// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <atomic>
#include <thread>

#include <doctest/doctest.h>

#include "test_plugin.hpp"
#include "tests/support/latch.hpp"

namespace attacca::test {

namespace {

/// A callback that is held open inside the plugin while the test does as it likes.
class HeldCallback {
 public:
  HeldCallback(Rig<>& rig, std::vector<core::ParamEvent> events = {}) : rig_(rig) {
    rig_.plugin.on_process = [this](AudioBuffer&, AuxBuffers&, ProcessContext& context) {
      revision_before = context.track_info().revision;
      mix_before = rig_.plugin.mix.value();
      if (!held_once_) {
        held_once_ = true;
        inside_.open();
        released_.wait();
      }
      revision_after = context.track_info().revision;
      mix_after = rig_.plugin.mix.value();
      return ProcessStatus::normal();
    };
    thread_ = std::thread([this, list = std::move(events)] { rig_.run_with(list); });
    inside_.wait();
  }
  ~HeldCallback() { rig_.plugin.on_process = nullptr; }
  HeldCallback(const HeldCallback&) = delete;
  HeldCallback& operator=(const HeldCallback&) = delete;

  void release() {
    released_.open();
    thread_.join();
  }

  std::uint64_t revision_before = 0;
  std::uint64_t revision_after = 0;
  float mix_before = 0;
  float mix_after = 0;

 private:
  Rig<>& rig_;
  Latch inside_;
  Latch released_;
  bool held_once_ = false;
  std::thread thread_;
};

}  // namespace

TEST_CASE("a rename during a callback is seen by the next one, whole, and not by this one") {
  Rig<> rig;
  rig.activate();
  HeldCallback callback(rig);
  bool changed = rig.instance->track_info().update(
      TrackInfoSource::track_info, [](TrackInfo& info) { info.name.emplace("Strings"); });
  CHECK(changed);
  CHECK(rig.instance->track_info().newest().revision == 1);
  callback.release();
  CHECK(callback.revision_before == 0);
  CHECK(callback.revision_after == 0);
  TrackInfo seen;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext& context) {
    seen = context.track_info();
    return ProcessStatus::normal();
  };
  rig.run();
  CHECK(seen.revision == 1);
  CHECK(seen.name->view() == "Strings");
  CHECK(seen.source == TrackInfoSource::track_info);
}

TEST_CASE("an edit during a callback is read by everybody at once and used by the next callback") {
  Rig<> rig;
  rig.activate();
  HeldCallback callback(rig);
  rig.instance->set_param(rig.plugin.mix, 0.75);
  CHECK(rig.plugin.mix.normalized() == 0.75);
  callback.release();
  CHECK(callback.mix_after == 0.25f);
  rig.run();
  CHECK(rig.plugin.mix.value() == 0.75f);
  CHECK(rig.plugin.mix.normalized() == 0.75);
}

TEST_CASE("of many edits during a callback the last one wins") {
  Rig<> rig;
  rig.activate();
  HeldCallback callback(rig);
  for (int i = 0; i < 100'000; ++i) rig.instance->set_param(rig.plugin.mix, i / 200'000.0);
  rig.instance->set_param(rig.plugin.mix, 0.875);
  callback.release();
  rig.run();
  CHECK(rig.plugin.mix.value() == 0.875f);
}

TEST_CASE("an edit made while a callback runs is newer than that callback's events") {
  Rig<> rig;
  rig.activate();
  HeldCallback callback(rig, {{8, &rig.plugin.mix, 0.125}});
  rig.instance->set_param(rig.plugin.mix, 0.75);
  callback.release();
  CHECK(callback.mix_after == 0.125f);
  CHECK(rig.plugin.mix.normalized() == 0.75);
  rig.run();
  CHECK(rig.plugin.mix.value() == 0.75f);
  CHECK(rig.plugin.mix.normalized() == 0.75);
}

TEST_CASE("an event is newer than the edits that its callback knew") {
  Rig<> rig;
  rig.activate();
  rig.instance->set_param(rig.plugin.mix, 0.75);
  rig.run_with({{0, &rig.plugin.mix, 0.125}});
  CHECK(rig.plugin.mix.normalized() == 0.125);
  rig.run();
  CHECK(rig.plugin.mix.value() == 0.125f);
  rig.instance->set_param(rig.plugin.gain, 0.5);  // another parameter's edit brings nothing back
  rig.run();
  CHECK(rig.plugin.mix.value() == 0.125f);
}

TEST_CASE("a state loaded during a callback arrives whole in the next one") {
  Rig<> source;
  source.instance->set_param(source.plugin.mix, 0.5);
  source.instance->set_param(source.plugin.gain, 0.5);
  source.instance->set_param(source.plugin.bypass, 1.0);
  const std::string state = source.instance->save_state();

  Rig<> rig;
  rig.activate();
  HeldCallback callback(rig, {{8, &rig.plugin.mix, 0.125}});
  CHECK(rig.instance->load_state(state));
  CHECK(rig.host.values_changes == 1);
  CHECK(rig.plugin.gain.normalized() == 0.5);
  callback.release();
  CHECK(callback.mix_after == 0.125f);
  CHECK_FALSE(rig.plugin.bypass.value());
  rig.run();
  CHECK(rig.plugin.mix.value() == 0.5f);
  CHECK(rig.plugin.gain.value() == -24.0f);
  CHECK(rig.plugin.bypass.value());
  CHECK(rig.plugin.mix.normalized() == 0.5);
}

TEST_CASE("a state can be saved during a callback and has the newest values") {
  Rig<> rig;
  rig.activate();
  HeldCallback callback(rig);
  rig.instance->set_param(rig.plugin.mix, 0.75);
  CHECK(rig.instance->save_state().find("\"mix\": 0.75") != std::string::npos);
  callback.release();
}

TEST_CASE("a flush beside a callback reaches the next one and reports") {
  Rig<> rig;
  rig.activate();
  HeldCallback callback(rig);
  ListedEvents events({{0, &rig.plugin.mix, 0.75}});
  ListedReports reports;
  rig.plugin.meter.report(0.5);
  rig.instance->flush(&events, &reports);
  CHECK(rig.plugin.mix.normalized() == 0.75);
  CHECK(reports.reports.size() == 1);
  callback.release();
  CHECK(callback.mix_after == 0.25f);
  rig.run();
  CHECK(rig.plugin.mix.value() == 0.75f);
}

TEST_CASE("a second callback beside the first is refused in silence, and its events are kept") {
  Rig<> rig;
  rig.activate();
  HeldCallback callback(rig);
  TestBlock block(8);
  ListedEvents events({{0, &rig.plugin.mix, 0.75}});
  block.block.events_in = &events;
  CHECK(rig.instance->process(block.block).kind() == ProcessStatus::Kind::error);
  CHECK(block.output.samples[0] == std::vector<float>(8, 0.0f));
  callback.release();
  rig.run();
  CHECK(rig.plugin.mix.value() == 0.75f);
}

TEST_CASE("a reset beside a callback is done by the next one") {
  Rig<> rig;
  rig.activate();
  const int before = rig.plugin.resets;
  HeldCallback callback(rig);
  rig.instance->reset();
  CHECK(rig.plugin.resets == before);
  callback.release();
  rig.run();
  CHECK(rig.plugin.resets == before + 1);
}

TEST_CASE("deactivating waits for the callback and then keeps callbacks out") {
  Rig<> rig;
  rig.activate();
  HeldCallback callback(rig);
  std::atomic<bool> done{false};
  std::thread main([&] {
    rig.instance->deactivate();
    done = true;
  });
  CHECK_FALSE(done);
  CHECK(rig.instance->is_active());
  callback.release();
  main.join();
  CHECK_FALSE(rig.instance->is_active());
  rig.plugin.on_process = [](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    FAIL("processed while inactive");
    return ProcessStatus::normal();
  };
  rig.run();
}

TEST_CASE("everything at once leaves the last values and no torn ones") {
  Rig<> rig;
  rig.activate();
  std::atomic<bool> stop{false};
  bool torn = false;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext& context) {
    const TrackInfo& info = context.track_info();
    if (info.index && info.runtime_id) torn = torn || *info.index != *info.runtime_id;
    // A state sets both to the same; edits touch neither.
    torn = torn || rig.plugin.bypass.value() != (rig.plugin.gain.value() > -24.0f);
    return ProcessStatus::normal();
  };
  Rig<> source;
  source.instance->set_param(source.plugin.gain, 0.0);
  const std::string low = source.instance->save_state();
  source.instance->set_param(source.plugin.gain, 1.0);
  source.instance->set_param(source.plugin.bypass, 1.0);
  const std::string high = source.instance->save_state();
  REQUIRE(rig.instance->load_state(low));

  std::thread audio([&] {
    double value = 0.0;
    while (!stop) {
      value = value < 0.9 ? value + 0.01 : 0.0;
      rig.run_with({{3, &rig.plugin.mix, value}});
    }
  });
  std::thread flusher([&] {
    while (!stop) {
      ListedEvents events({{0, &rig.plugin.mix, 0.5}});
      rig.instance->flush(&events, nullptr);
    }
  });
  for (int i = 0; i < 2000; ++i) {
    rig.instance->track_info().update(TrackInfoSource::track_info, [i](TrackInfo& info) {
      info.index = i;
      info.runtime_id = i;
    });
    REQUIRE(rig.instance->load_state(i % 2 == 0 ? high : low));
    rig.instance->set_param(rig.plugin.mix, 1.0);
  }
  stop = true;
  audio.join();
  flusher.join();
  rig.run();
  CHECK_FALSE(torn);
  CHECK_FALSE(rig.plugin.bypass.value());
  rig.instance->set_param(rig.plugin.mix, 0.75);
  rig.run();
  CHECK(rig.plugin.mix.value() == 0.75f);
}

}  // namespace attacca::test
