// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// That the host does what its profiles say, seen from plugins that note what they receive.

#include <thread>

#include "host/engine/engine.hpp"
#include "host/engine/track.hpp"
#include "tests/host/block_runner.hpp"
#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {

namespace {

constexpr ParameterId kGain = 10;

struct Fixture : RawInstance {
  explicit Fixture(const HostProfile& profile, const std::filesystem::path& path = kRawVst3)
      : RawInstance(kRawVst3Binary, path, profile) {}
  void send(const TrackInfo& info) { (void)instance->send_track_info({info, false, {}}); }
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

TEST_CASE("each change is sent as often as the profile has it, after a state too") {
  HostProfile profile;
  profile.track_info_repeats = 2;
  profile.track_info_after_state = 3;
  Fixture f(profile);
  f.send(drums());
  CHECK(count_of(f.raw.calls(), "list:name=Drums") == 2);
  must(f.instance->load_state(must(f.instance->save_state())));
  CHECK(count_of(f.raw.calls(), "list:name=Drums") == 5);
}

TEST_CASE("a first call may have no name") {
  HostProfile profile;
  profile.track_info_unnamed_first = true;
  Fixture f(profile);
  f.send(drums());
  CHECK(count_of(f.raw.calls(), "list:color") == 1);
  CHECK(count_of(f.raw.calls(), "list:name=Drums") == 1);
}

TEST_CASE("late hosts send the track after eight blocks, and then the newest") {
  HostProfile profile;
  profile.track_info_late = true;
  Fixture f(profile);
  CHECK(f.instance->send_track_info({drums(), false, {}}));
  TrackInfo bass = drums();
  bass.name = "Bass";
  f.send(bass);
  CHECK(f.instance->holds_track_info());
  must(f.instance->activate(48000.0, 64));
  REQUIRE(f.instance->start_processing());
  BlockRunner blocks(*f.instance);
  for (int i = 0; i < 7; ++i) blocks.run();
  f.instance->pump();
  CHECK(count_of(f.raw.calls(), "list:") == 0);
  blocks.run();
  f.instance->pump();
  CHECK_FALSE(f.instance->holds_track_info());
  CHECK(count_of(f.raw.calls(), "list:name=Bass") == 1);
  CHECK(count_of(f.raw.calls(), "list:") == 1);
}

TEST_CASE("names are cut inside a pair and colours zero, and the host knows what it sent") {
  HostProfile profile;
  profile.vst3_name_units = 3;
  profile.vst3_no_color_is_zero = true;
  Fixture f(profile);
  TrackInfo info;
  info.name = "ab\xf0\x9f\x8e\xb8";
  f.send(info);
  CHECK(count_of(f.raw.calls(), "color=00000000") == 1);
  const TrackInfo received = f.instance->as_received(info);
  CHECK(received.name == "ab\xef\xbf\xbd");
  CHECK(received.color == Color{0, 0, 0, 0});
}

TEST_CASE("activation on a worker leaves the main loop running, and blames no plugin") {
  HostProfile profile;
  profile.activates_on_worker = true;
  for (const auto& path : {kRawVst3, kRawClap}) {
    Fixture f(profile, path);
    bool has_run = false;
    f.loop.post([&] { has_run = f.loop.is_main_thread(); });
    must(f.instance->activate(48000.0, 64));
    f.loop.run_once(std::chrono::milliseconds(0));
    CHECK(has_run);
    REQUIRE(f.instance->start_processing());
    BlockRunner blocks(*f.instance);
    blocks.run();
    f.instance->deactivate();
    CHECK_FALSE(f.instance->is_active());
    CHECK(f.instance->offences().count() == 0);
  }
}

TEST_CASE("VST3: hosts activate twice, or again on the audio thread") {
  HostProfile profile;
  profile.vst3_double_activate = true;
  profile.vst3_activates_on_audio_thread = true;
  Fixture f(profile);
  must(f.instance->activate(48000.0, 64));
  CHECK(count_of(f.raw.calls(), " active") == 2);
  REQUIRE(f.instance->start_processing());
  CHECK(count_of(f.raw.calls(), " active") == 3);
  CHECK(count_of(f.raw.calls(), "inactive") == 1);
  CHECK(f.instance->offences().count() == 0);
  CHECK(f.instance->realtime_offences().total() == 0);
}

TEST_CASE("plugins are destroyed while they are active where the profile has it") {
  const RawPlugin raw(kRawVst3Binary);
  HostProfile profile;
  profile.destroys_while_active = true;
  {
    Fixture f(profile);
    must(f.instance->activate(48000.0, 64));
    REQUIRE(f.instance->start_processing());
  }
  CHECK(count_of(raw.calls(), "inactive") == 0);
  CHECK(raw.received("terminate"));
}

namespace {

constexpr std::int32_t kContinue = 1;
constexpr std::int32_t kSleep = 4;

/// A plugin in a host that lets it sleep.
struct Sleepy : RawInstance {
  explicit Sleepy(const std::filesystem::path& path)
      : RawInstance(path == kRawVst3 ? kRawVst3Binary : kRawClap, path, profile()),
        blocks(*instance) {
    answer(kSleep, 0);
    must(instance->activate(48000.0, 64));
    REQUIRE(instance->start_processing());
  }
  ~Sleepy() { answer(kContinue, 0x7fffffff); }
  Sleepy(const Sleepy&) = delete;
  Sleepy& operator=(const Sleepy&) = delete;

  void answer(std::int32_t status, std::uint32_t tail) const {
    raw.find<void (*)(std::int32_t, std::uint32_t)>("raw_answer")(status, tail);
  }
  [[nodiscard]] int starts() const { return raw.find<int (*)()>("raw_starts")(); }
  [[nodiscard]] int stops() const { return raw.find<int (*)()>("raw_stops")(); }
  static HostProfile profile() {
    HostProfile habits;
    habits.sleeps_when_silent = true;
    return habits;
  }
  [[nodiscard]] std::uint64_t called() const { return instance->timing().count(); }

  BlockRunner blocks;
};

}  // namespace

TEST_CASE("a plugin that lets go sleeps while its input is silent, and sound wakes it") {
  for (const auto& path : {kRawVst3, kRawClap}) {
    CAPTURE(path);
    Sleepy f(path);
    const int starts = f.starts();
    const int stops = f.stops();
    for (int i = 0; i < 3; ++i) f.blocks.run();  // sound comes in
    CHECK(f.called() == 3);
    f.blocks.play(0.0f, 0.0f);
    for (int i = 0; i < 5; ++i) f.blocks.run();
    CHECK(f.called() == 4);
    CHECK(f.instance->is_asleep());
    CHECK_FALSE(f.instance->is_processing());
    CHECK(f.instance->slept_blocks() == 4);
    CHECK(f.stops() == stops + 1);
    CHECK(f.starts() == starts);
    CHECK(f.blocks.output(0, 0) == 0.0f);
    f.blocks.play(0.5f, 0.5f);
    f.blocks.run();
    CHECK(f.starts() == starts + 1);
    CHECK(f.blocks.output(0, 0) == 0.5f);
    CHECK(f.called() == 5);
    f.instance->deactivate();
    CHECK(f.instance->offences().count() == 0);
  }
}

TEST_CASE("a plugin that insists gets every block, however silent it is") {
  for (const auto& path : {kRawVst3, kRawClap}) {
    CAPTURE(path);
    Sleepy f(path);
    f.answer(kContinue, UINT32_MAX);
    f.instance->pump();  // the tail is asked for at each turn of the loop
    f.blocks.play(0.0f, 0.0f);
    for (int i = 0; i < 50; ++i) f.blocks.run();
    CHECK(f.called() == 50);
    CHECK(f.instance->slept_blocks() == 0);
  }
}

TEST_CASE("events and parameters wake a plugin that sleeps, and it can be stopped asleep") {
  for (const auto& path : {kRawVst3, kRawClap}) {
    CAPTURE(path);
    Sleepy f(path);
    f.blocks.play(0.0f, 0.0f);
    for (int i = 0; i < 3; ++i) f.blocks.run();
    CHECK(f.called() == 1);
    must(f.instance->set_parameter(kGain, 0.5));
    f.blocks.run();
    CHECK(f.called() == 2);
    f.blocks.run();
    f.blocks.run();
    CHECK(f.instance->is_asleep());
    const std::uint64_t before = f.called();
    const NoteEvent note;
    f.blocks.run({}, {&note, 1});
    CHECK(f.called() == before + 1);
    f.blocks.run();
    f.blocks.run();
    CHECK(f.instance->is_asleep());
    f.instance->process_empty();
    f.instance->stop_processing();
    f.instance->deactivate();
    CHECK_FALSE(f.instance->is_asleep());
    CHECK(f.starts() == f.stops());
    CHECK(f.instance->offences().count() == 0);
  }
}

TEST_CASE("CLAP: request_process wakes a plugin that sleeps, from any thread") {
  Sleepy f(kRawClap);
  f.blocks.play(0.0f, 0.0f);
  for (int i = 0; i < 3; ++i) f.blocks.run();
  CHECK(f.called() == 1);
  std::thread([&] { f.raw.find<void (*)()>("raw_request_process")(); }).join();
  f.blocks.run();
  CHECK(f.called() == 2);
  f.blocks.run();
  CHECK(f.called() == 2);
}

TEST_CASE("VST3: after a state, what the controller shows is sent with the first block") {
  HostProfile profile;
  profile.vst3_writes_back_parameters = true;
  Fixture f(profile);
  must(f.instance->set_parameter(kGain, 0.5));
  must(f.instance->activate(48000.0, 64));
  REQUIRE(f.instance->start_processing());
  BlockRunner blocks(*f.instance);
  blocks.run();
  must(f.instance->load_state(must(f.instance->save_state())));
  blocks.run();
  CHECK(blocks.output(0, 0) == 0.25f);
  CHECK(f.instance->offences().count() == 0);
}

TEST_CASE("VST3: what the editor edits comes back as many blocks later as the profile has it") {
  for (const std::uint32_t delay : {0u, 1u, 3u}) {
    HostProfile profile;
    profile.vst3_edit_delay = delay;
    Fixture f(profile);
    must(f.instance->set_parameter(kGain, 0.0));
    must(f.instance->activate(48000.0, 64));
    REQUIRE(f.instance->start_processing());
    BlockRunner blocks(*f.instance);
    blocks.run();
    const auto turn_gain = f.raw.find<void (*)(double)>("raw_turn_gain");
    turn_gain(0.25);
    for (std::uint32_t i = 0; i < delay; ++i) {
      blocks.run();
      CHECK(blocks.output(0, 0) == 0.0f);
      if (i == 0) turn_gain(0.5);
    }
    blocks.run();
    CHECK(blocks.output(0, 0) == 0.25f);
    if (delay > 0) {
      blocks.run();
      CHECK(blocks.output(0, 0) == 0.5f);
    }
    CHECK(f.instance->offences().count() == 0);
  }
}

TEST_CASE(
    "null lists, no transport, empty blocks and repeated edits change nothing that is heard") {
  HostProfile profile;
  profile.vst3_null_lists = true;
  profile.vst3_inactive_buses = true;
  profile.null_transport = true;
  profile.redundant_parameters = true;
  for (const auto& path : {kRawVst3, kRawClap}) {
    Fixture f(profile, path);
    must(f.instance->activate(48000.0, 64));
    REQUIRE(f.instance->start_processing());
    BlockRunner blocks(*f.instance);
    must(f.instance->set_parameter(kGain, 0.5));
    f.instance->process_empty();
    blocks.run();
    CHECK(blocks.output(0, 0) == 0.25f);
    must(f.instance->set_parameter(kGain, 2.0));
    blocks.run();
    CHECK(blocks.output(0, 63) == 1.0f);
    CHECK(f.instance->timing().summary().count == 2);
    CHECK(f.instance->offences().count() == 0);
  }
}

TEST_CASE("CLAP: the entry is initialised and left as often as the profile has it") {
  HostProfile profile;
  profile.clap_entry_inits = 3;
  const RawPlugin raw(kRawClap);
  {
    Fixture f(profile, kRawClap);
  }
  CHECK(count_of(raw.calls(), "entry ") == 3);
  CHECK(count_of(raw.calls(), "exit ") == 3);
}

TEST_CASE("the engine plays a period on two threads in turn and in pieces, bit for bit") {
  HostProfile profile;
  profile.moves_audio_thread = true;
  profile.block_sizes = BlockSizes::varying;
  profile.empty_blocks = true;
  profile.maximum_block_factor = 4;
  MainLoop loop;
  EngineOptions options;
  options.free_wheel = true;
  options.seconds = 0.25;
  options.block_frames = 128;
  options.profile = profile;
  Engine engine(loop, options);
  AudioClip clip;
  clip.sample_rate = 48000.0;
  clip.channels.assign(2, std::vector<float>(12000));
  for (std::size_t i = 0; i < 12000; ++i) {
    clip.channels[0][i] = static_cast<float>(i % 97) / 128.0f;
    clip.channels[1][i] = -clip.channels[0][i];
  }
  const RawPlugin raw(kRawVst3Binary);
  Track& track = engine.add_track(drums());
  track.set_clip(clip, false);
  track.add(must(must(Module::open(kRawVst3))->create({}, loop, profile)));
  track.add(must(must(Module::open(kRawClap))->create({}, loop, profile)));
  const TemporaryFolder folder;
  engine.set_recorder(must(WavRecorder::create(folder.path() / "out.wav", 48000.0, 2)));
  must(engine.start());
  turn_until(loop, [&] { return engine.is_finished(); });
  must(engine.stop());
  CHECK(raw.received("setup:48000:512"));
  CHECK(engine.report().frames == 12000);
  CHECK(engine.callbacks() > 12000 / 128);
  CHECK(engine.report().own_offences == 0);
  const AudioClip played = must(read_audio_file(folder.path() / "out.wav"));
  CHECK(played.channels == clip.channels);
}

}  // namespace attacca::host::test
