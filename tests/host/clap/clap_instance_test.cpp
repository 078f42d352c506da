// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <thread>

#include "host/engine/track.hpp"
#include "tests/host/block_runner.hpp"
#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {

namespace {

constexpr ParameterId kGain = 10;
constexpr ParameterId kRevision = 30;

struct Fixture : RawInstance {
  explicit Fixture(const HostProfile& profile = {}) : RawInstance(kRawClap, kRawClap, profile) {}
};

TrackInfo drums() {
  TrackInfo info;
  info.name = "Drums";
  info.color = Color{0x12, 0x34, 0x56, 255};
  info.channel_count = 2;
  return info;
}

}  // namespace

TEST_CASE(
    "CLAP: a plugin is initialised on the main thread and asks for a track nobody named yet") {
  const Fixture f;
  CHECK(f.raw.received("init:main"));
  CHECK(f.raw.received("track:none"));
}

TEST_CASE("CLAP: ports, parameters and texts are read") {
  Fixture f;
  PluginInstance& plugin = *f.instance;
  REQUIRE(plugin.ports().inputs.size() == 1);
  CHECK(plugin.ports().inputs[0].channel_count == 2);
  CHECK(plugin.ports().inputs[0].is_main);
  REQUIRE(plugin.parameters().size() == 3);
  const ParameterInfo* const gain = plugin.find_parameter("Gain");
  REQUIRE(gain != nullptr);
  CHECK(gain->id == kGain);
  CHECK(gain->module == "levels");
  CHECK(gain->maximum == 2.0);
  CHECK(gain->is_automatable);
  CHECK(plugin.find_parameter("Revision")->is_read_only);
  CHECK(must(plugin.value_to_text(kGain, 0.5)) == "0.50 x");
  CHECK(must(plugin.text_to_value(kGain, "1.25")) == 1.25);
  CHECK_FALSE(plugin.parameter_value(12345).has_value());
  CHECK_FALSE(plugin.set_parameter(12345, 1.0).has_value());
}

TEST_CASE("CLAP: a parameter set while inactive is flushed on the main thread at once") {
  Fixture f;
  must(f.instance->set_parameter(kGain, 0.25));
  CHECK(f.raw.received("flush:main"));
  CHECK(must(f.instance->parameter_value(kGain)) == 0.25);
}

TEST_CASE("CLAP: a parameter set while active arrives with the next block") {
  Fixture f;
  must(f.instance->activate(48000.0, 64));
  CHECK(f.raw.received("activate:48000:64"));
  CHECK(f.instance->latency() == 1);
  REQUIRE(f.instance->start_processing());
  BlockRunner blocks(*f.instance);
  blocks.run();
  CHECK(blocks.output(0, 63) == 0.5f);
  must(f.instance->set_parameter(kGain, 0.5));
  blocks.run();
  CHECK(blocks.output(0, 0) == 0.25f);
  CHECK(blocks.output(1, 63) == -0.125f);
  CHECK(f.instance->offences().count() == 0);
}

TEST_CASE("CLAP: an active plugin that is destroyed is stopped and deactivated first") {
  const RawPlugin raw(kRawClap);
  {
    Fixture f;
    must(f.instance->activate(44100.0, 32));
    REQUIRE(f.instance->start_processing());
  }
  CHECK(raw.calls().find("deactivate destroy exit") != std::string::npos);
}

TEST_CASE("CLAP: a track's name, colour and channels arrive, on the main thread") {
  Fixture f;
  CHECK(f.instance->track_info_way() == "clap.track-info/1");
  CHECK(f.instance->send_track_info({drums(), false, {}}));
  CHECK(f.raw.received("changed:main"));
  CHECK(f.raw.received("track:Drums:123456:2:7"));
  CHECK(f.instance->offences().count() == 0);
}

TEST_CASE("CLAP: a host that notifies on another thread is not the plugin's offence") {
  Fixture f;
  Track track(drums());
  track.add(std::move(f.instance));
  TrackInfo changed = drums();
  changed.name = "Bass";
  CHECK(track.change(changed, false, SendFrom::worker_thread) == 1);
  CHECK(f.raw.received("changed:other"));
  CHECK(f.raw.received("track:Bass:123456:2:7"));
  CHECK(track.chain()[0]->offences().count() == 0);
}

TEST_CASE("CLAP: a name longer than the field is cut at a code point") {
  Fixture f;
  TrackInfo info;
  for (int i = 0; i < 100; ++i) info.name = info.name.value_or("") + "日";  // 300 bytes
  CHECK(f.instance->send_track_info({info, false, {}}));
  std::string cut;
  for (int i = 0; i < 85; ++i) cut += "日";  // 255 bytes
  CHECK(f.raw.received("track:" + cut + ":000000:0:1"));
}

TEST_CASE("CLAP: the older id of track info works alone, and a host may have none") {
  HostProfile old;
  old.clap_track_info = false;
  Fixture f(old);
  CHECK(f.instance->track_info_way() == "clap.track-info.draft/1");
  CHECK(f.instance->send_track_info({drums(), false, {}}));
  HostProfile none = old;
  none.clap_track_info_compat = false;
  Fixture g(none);
  CHECK(g.instance->track_info_way().empty());
  CHECK_FALSE(g.instance->send_track_info({drums(), false, {}}));
}

TEST_CASE("CLAP: what the audio thread saw last is reported to the main thread") {
  Fixture f;
  Recorder recorder;
  f.instance->set_listener(&recorder);
  must(f.instance->activate(48000.0, 64));
  REQUIRE(f.instance->start_processing());
  BlockRunner blocks(*f.instance);
  for (int i = 0; i < 3; ++i) f.instance->send_track_info({drums(), false, {}});
  blocks.run();
  f.instance->pump();
  REQUIRE(recorder.reports.size() == 1);
  CHECK(recorder.reports[0].id == kRevision);
  CHECK(recorder.reports[0].value == 3.0);
  CHECK(recorder.reports[0].from_audio);
}

TEST_CASE("CLAP: nothing is lost when the report queue overflows: the newest value arrives") {
  Fixture f;
  Recorder recorder;
  f.instance->set_listener(&recorder);
  must(f.instance->activate(48000.0, 64));
  REQUIRE(f.instance->start_processing());
  BlockRunner blocks(*f.instance);
  for (int i = 0; i < 6000; ++i) {
    f.instance->send_track_info({drums(), false, {}});
    blocks.run();
  }
  f.instance->pump();
  REQUIRE_FALSE(recorder.reports.empty());
  CHECK(recorder.reports.back().value == 6000.0);
  CHECK(std::is_sorted(recorder.reports.begin(), recorder.reports.end(),
                       [](const auto& a, const auto& b) { return a.value < b.value; }));
}

TEST_CASE("CLAP: timers run and callbacks are answered on the main thread") {
  Fixture f;
  turn_until(f.loop, [&] { return f.raw.received("callback:main"); });
  CHECK(f.raw.received("timer"));
}

TEST_CASE("CLAP: a host without timers offers none") {
  HostProfile profile;
  profile.clap_run_loop = false;
  Fixture f(profile);
  for (int i = 0; i < 3; ++i) f.loop.run_once(std::chrono::milliseconds(10));
  CHECK_FALSE(f.raw.received("timer"));
}

TEST_CASE("CLAP: state survives streams that move 17 bytes at a time") {
  Fixture f(must(host_profile("short-reads")));
  must(f.instance->set_parameter(kGain, 0.75));
  const auto state = must(f.instance->save_state());
  CHECK(state.size() == 1000);
  must(f.instance->set_parameter(kGain, 0.1));
  must(f.instance->load_state(state));
  CHECK(must(f.instance->parameter_value(kGain)) == 0.75);
  CHECK_FALSE(f.instance->load_state({}).has_value());
  CHECK_FALSE(f.instance->load_state(std::span(state).first(999)).has_value());
}

TEST_CASE("CLAP: a tail without end is reported as such") {
  Fixture f;
  CHECK(f.instance->tail() == UINT32_MAX);
}

}  // namespace attacca::host::test
