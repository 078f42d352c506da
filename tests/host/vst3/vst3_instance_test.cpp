// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/track.hpp"
#include "tests/host/block_runner.hpp"
#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {

namespace {

constexpr ParameterId kGain = 10;
constexpr ParameterId kRevision = 30;

struct Fixture : RawInstance {
  explicit Fixture(const HostProfile& profile = {})
      : RawInstance(kRawVst3Binary, kRawVst3, profile) {}
};

TrackInfo drums() {
  TrackInfo info;
  info.name = "Drums";
  info.color = Color{0x12, 0x34, 0x56, 255};
  info.index = 3;
  info.uid = "7";
  return info;
}

}  // namespace

TEST_CASE("VST3: a single component is initialised once, terminated once, and has a host context") {
  const RawPlugin raw(kRawVst3Binary);
  {
    const Fixture f;
  }
  CHECK(raw.received("context"));
  CHECK(count_of(raw.calls(), "initialize") == 1);
  CHECK(count_of(raw.calls(), "terminate") == 1);
}

TEST_CASE("VST3: a profile initialises and terminates a single component twice, as Ardour does") {
  const RawPlugin raw(kRawVst3Binary);
  {
    const Fixture f(must(host_profile("ardour")));
  }
  CHECK(count_of(raw.calls(), "initialize") == 2);
  CHECK(count_of(raw.calls(), "terminate") == 2);
}

TEST_CASE("VST3: parameters are plain values on the host's side") {
  Fixture f;
  const ParameterInfo* const gain = f.instance->find_parameter("Gain");
  REQUIRE(gain != nullptr);
  CHECK(gain->maximum == 2.0);
  CHECK(gain->default_value == 1.0);
  CHECK(f.instance->find_parameter("Misbehave")->step_count == 8);
  CHECK(f.instance->find_parameter("Revision")->is_read_only);
  CHECK(must(f.instance->parameter_value(kGain)) == 1.0);
  CHECK(must(f.instance->value_to_text(kGain, 0.5)) == "0.50 x");
  CHECK(must(f.instance->text_to_value(kGain, "1.25")) == 1.25);
}

TEST_CASE("VST3: a parameter set before activation reaches the processor with its first block") {
  Fixture f;
  must(f.instance->set_parameter(kGain, 0.25));
  must(f.instance->set_parameter(kGain, 0.5));
  CHECK(must(f.instance->parameter_value(kGain)) == 0.5);
  must(f.instance->activate(48000.0, 64));
  CHECK(f.raw.received("setup:48000:64"));
  CHECK(f.instance->latency() == 7);
  REQUIRE(f.instance->start_processing());
  BlockRunner blocks(*f.instance);
  blocks.run();
  CHECK(blocks.output(0, 0) == 0.25f);
  must(f.instance->set_parameter(kGain, 2.0));
  blocks.run();
  CHECK(blocks.output(1, 63) == -0.5f);
  CHECK(f.instance->offences().count() == 0);
}

TEST_CASE("VST3: a whole list carries name, length and colour as ARGB") {
  Fixture f;
  CHECK(f.instance->track_info_way() == "IInfoListener");
  CHECK(f.instance->send_track_info({drums(), false, {}}));
  CHECK(f.raw.received("list:name=Drums:length=5:color=ff123456"));
}

TEST_CASE("VST3: a partial list carries what changed and nothing else") {
  Fixture f;
  Track track(drums());
  track.add(std::move(f.instance));
  TrackInfo recoloured = drums();
  recoloured.color = Color{0xab, 0xcd, 0xef, 0};
  CHECK(track.change(recoloured, true) == 1);
  CHECK(f.raw.received("list:color=00abcdef"));
}

TEST_CASE("VST3: Ardour's mistake about the name's length can be played") {
  HostProfile profile;
  profile.vst3_name_length_is_uids = true;
  Fixture f(profile);
  f.instance->send_track_info({drums(), false, {}});
  CHECK(f.raw.received("list:name=Drums:length=1:color=ff123456"));
}

TEST_CASE("VST3: PreSonus context info is preferred where the profile offers it") {
  Fixture f(must(host_profile("studio-one")));
  CHECK(f.instance->track_info_way() == "IContextInfoHandler2");
  CHECK(f.instance->send_track_info({drums(), false, {}}));
  CHECK(f.raw.received("context:"));
  CHECK(f.raw.received("provider:Drums:ff563412:2"));
  TrackInfo renamed = drums();
  renamed.name = "Bass";
  f.instance->send_track_info({renamed, false, {}});
  CHECK(f.raw.received("context:name"));
  CHECK(f.raw.received("provider:Bass:ff563412:2"));
  CHECK(f.raw.calls().find("list") == std::string::npos);
}

TEST_CASE("VST3: what the audio thread saw last reaches the controller and the listener") {
  Fixture f;
  Recorder recorder;
  f.instance->set_listener(&recorder);
  must(f.instance->activate(48000.0, 64));
  REQUIRE(f.instance->start_processing());
  BlockRunner blocks(*f.instance);
  for (int i = 0; i < 5; ++i) f.instance->send_track_info({drums(), false, {}});
  blocks.run();
  f.instance->pump();
  REQUIRE(recorder.reports.size() == 1);
  CHECK(recorder.reports[0].id == kRevision);
  CHECK(recorder.reports[0].value == doctest::Approx(5.0));
  CHECK(must(f.instance->parameter_value(kRevision)) == doctest::Approx(5.0));
}

TEST_CASE("VST3: an edit in the editor reaches the processor and the listener, gestures and all") {
  Fixture f;
  Recorder recorder;
  f.instance->set_listener(&recorder);
  must(f.instance->activate(48000.0, 64));
  REQUIRE(f.instance->start_processing());
  BlockRunner blocks(*f.instance);
  f.raw.find<void (*)(double)>("raw_turn_gain")(1.0);
  blocks.run();
  CHECK(blocks.output(0, 0) == 1.0f);
  f.instance->pump();
  REQUIRE(recorder.reports.size() == 3);
  CHECK(recorder.reports[0].kind == ReportKind::begin_gesture);
  CHECK(recorder.reports[1].value == 2.0);
  CHECK(recorder.reports[2].kind == ReportKind::end_gesture);
  CHECK(f.instance->offences().count() == 0);
  f.raw.find<void (*)()>("raw_turn_unknown")();
  CHECK(f.instance->offences().count(OffenceKind::unknown_parameter) == 1);
}

TEST_CASE("VST3: state survives streams that move 17 bytes at a time") {
  Fixture f(must(host_profile("short-reads")));
  const auto state = must(f.instance->save_state());
  must(f.instance->set_parameter(kGain, 0.1));
  must(f.instance->load_state(state));
  CHECK(must(f.instance->parameter_value(kGain)) == 1.0);
  CHECK_FALSE(f.instance->load_state({}).has_value());
  for (std::size_t size = 1; size < 1016; size += 101) {
    CHECK_FALSE(f.instance->load_state(std::span(state).first(size)).has_value());
  }
}

}  // namespace attacca::host::test
