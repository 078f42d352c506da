// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/engine.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/host/host_test_support.hpp"
#include "tests/host/plugins/misbehaviour.hpp"

namespace attacca::host::test {

namespace {

constexpr ParameterId kGain = 10;
constexpr ParameterId kMisbehave = 20;
constexpr ParameterId kRevision = 30;

AudioClip noise(std::size_t frames, double rate = 48000.0) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> sample(-1.0f, 1.0f);
  AudioClip clip;
  clip.sample_rate = rate;
  clip.channels.assign(2, std::vector<float>(frames));
  for (auto& channel : clip.channels) {
    for (float& value : channel) value = sample(random);
  }
  return clip;
}

EngineOptions free_wheel(double seconds, std::uint32_t block) {
  EngineOptions options;
  options.free_wheel = true;
  options.seconds = seconds;
  options.block_frames = block;
  return options;
}

void play(Engine& engine, MainLoop& loop) {
  must(engine.start());
  turn_until(loop, [&] { return engine.is_finished(); });
  must(engine.stop());
}

TrackInfo named(const std::string& name) {
  TrackInfo info;
  info.name = name;
  return info;
}

}  // namespace

TEST_CASE(
    "a track comes out bit for bit through plugins of both formats, whatever the block size") {
  const TemporaryFolder folder;
  const AudioClip clip = noise(9601);
  for (const std::uint32_t block : {1u, 37u, 512u, 8192u}) {
    MainLoop loop;
    Engine engine(loop, free_wheel(0.25, block));
    Track& track = engine.add_track(named("A"));
    track.set_clip(clip, false);
    track.add(must(must(Module::open(kRawClap))->create({}, loop)));
    track.add(must(must(Module::open(kRawVst3))->create({}, loop)));
    const auto file = folder.path() / ("out" + std::to_string(block) + ".wav");
    engine.set_recorder(must(WavRecorder::create(file, 48000.0, 2)));
    play(engine, loop);
    CHECK(engine.report().frames == 12000);
    CHECK(engine.report().own_offences == 0);
    const AudioClip played = must(read_audio_file(file));
    REQUIRE(played.frames() == 12000);
    for (std::size_t channel = 0; channel < 2; ++channel) {
      CHECK(std::equal(clip.channels[channel].begin(), clip.channels[channel].end(),
                       played.channels[channel].begin()));
      CHECK(std::all_of(played.channels[channel].begin() + 9601, played.channels[channel].end(),
                        [](float sample) { return sample == 0.0f; }));
    }
  }
}

TEST_CASE("a clip loops without a gap") {
  const TemporaryFolder folder;
  const AudioClip clip = noise(1000);
  MainLoop loop;
  Engine engine(loop, free_wheel(0.1, 64));
  engine.add_track(named("A")).set_clip(clip, true);
  const auto file = folder.path() / "loop.wav";
  engine.set_recorder(must(WavRecorder::create(file, 48000.0, 2)));
  play(engine, loop);
  const AudioClip played = must(read_audio_file(file));
  REQUIRE(played.frames() == 4800);
  bool same = true;
  for (std::size_t i = 0; i < 4800; ++i) {
    same = same && played.channels[0][i] == clip.channels[0][i % 1000];
  }
  CHECK(same);
}

TEST_CASE("two tracks are added up") {
  const TemporaryFolder folder;
  const AudioClip clip = noise(480);
  MainLoop loop;
  Engine engine(loop, free_wheel(0.01, 64));
  engine.add_track(named("A")).set_clip(clip, false);
  engine.add_track(named("B")).set_clip(clip, false);
  const auto file = folder.path() / "mix.wav";
  engine.set_recorder(must(WavRecorder::create(file, 48000.0, 2)));
  play(engine, loop);
  const AudioClip played = must(read_audio_file(file));
  CHECK(played.channels[1][77] == clip.channels[1][77] * 2.0f);
}

TEST_CASE("a change made while audio runs is seen by the next callbacks, in both formats") {
  MainLoop loop;
  EngineOptions options;
  options.block_frames = 256;
  Engine engine(loop, options);
  Track& track = engine.add_track(named("A"));
  PluginInstance& clap = track.add(must(must(Module::open(kRawClap))->create({}, loop)));
  PluginInstance& vst3 = track.add(must(must(Module::open(kRawVst3))->create({}, loop)));
  must(engine.start());
  for (int i = 0; i < 50; ++i) CHECK(track.change(named("Name " + std::to_string(i))) == 2);
  const std::uint64_t sent = engine.callbacks();
  turn_until(loop, [&] { return engine.callbacks() >= sent + 2; });
  clap.pump();
  vst3.pump();
  CHECK(must(vst3.parameter_value(kRevision)) == doctest::Approx(51.0));  // with the first update
  CHECK(must(clap.parameter_value(kRevision)) == 51.0);
  must(engine.stop());
  CHECK(clap.realtime_offences().total() == 0);
  CHECK(vst3.realtime_offences().total() == 0);
  CHECK(engine.report().own_offences == 0);
  CHECK(clap.timing().summary().count == engine.report().callbacks);
}

TEST_CASE("free-wheeling is offline to a VST3 plugin, real time is not") {
  for (const bool is_free : {true, false}) {
    const RawPlugin raw(kRawVst3Binary);
    MainLoop loop;
    EngineOptions options = free_wheel(0.02, 64);
    options.free_wheel = is_free;
    Engine engine(loop, options);
    engine.add_track(named("A")).add(must(must(Module::open(kRawVst3))->create({}, loop)));
    play(engine, loop);
    CHECK(raw.received("mode:offline") == is_free);
    CHECK(raw.received("mode:realtime") == !is_free);
  }
}

TEST_CASE("a plugin that asks for a restart is taken out, activated again and put back") {
  const RawPlugin raw(kRawClap);
  MainLoop loop;
  EngineOptions options;
  options.block_frames = 64;
  Engine engine(loop, options);
  Track& track = engine.add_track(named("A"));
  PluginInstance& clap = track.add(must(must(Module::open(kRawClap))->create({}, loop)));
  must(engine.start());
  must(clap.set_parameter(kMisbehave, static_cast<double>(Misbehaviour::ask_for_restart)));
  turn_until(loop,
             [&] { return raw.calls().find("deactivate activate:48000:64") != std::string::npos; });
  const std::uint64_t blocks = clap.timing().summary().count;
  turn_until(loop, [&] { return clap.timing().summary().count > blocks; });
  CHECK(clap.latency() == 2);
  must(engine.stop());
  CHECK(clap.realtime_offences().total() == 0);
}

TEST_CASE("an offending plugin does not stain the engine's own count") {
  MainLoop loop;
  Engine engine(loop, free_wheel(0.05, 64));
  Track& track = engine.add_track(named("A"));
  PluginInstance& clap = track.add(must(must(Module::open(kRawClap))->create({}, loop)));
  must(clap.set_parameter(kMisbehave, static_cast<double>(Misbehaviour::allocate)));
  play(engine, loop);
  CHECK(clap.realtime_offences().allocations == engine.report().callbacks);
  CHECK(engine.report().own_offences == 0);
}

TEST_CASE("a plugin that fails is passed by, and what came before it goes on") {
  const TemporaryFolder folder;
  const AudioClip clip = noise(480);
  MainLoop loop;
  Engine engine(loop, free_wheel(0.01, 64));
  Track& track = engine.add_track(named("A"));
  track.set_clip(clip, false);
  PluginInstance& plugin = track.add(must(must(Module::open(kRawClap))->create({}, loop)));
  must(plugin.set_parameter(kGain, 0.0));
  must(plugin.set_parameter(kMisbehave, static_cast<double>(Misbehaviour::fail)));
  const auto file = folder.path() / "out.wav";
  engine.set_recorder(must(WavRecorder::create(file, 48000.0, 2)));
  play(engine, loop);
  CHECK(must(read_audio_file(file)).channels[0] == clip.channels[0]);
}

TEST_CASE("in real time a period is as long as it is") {
  MainLoop loop;
  EngineOptions options;
  options.seconds = 0.3;
  options.block_frames = 480;
  Engine engine(loop, options);
  engine.add_track(named("A"));
  const auto begin = MainLoop::Clock::now();
  play(engine, loop);
  // Thirty periods of 10 ms begin over 290 ms; machines may be late, never early.
  CHECK(MainLoop::Clock::now() - begin >= std::chrono::milliseconds(290));
  CHECK(engine.report().callbacks + engine.report().skipped_periods >= 30);
}

TEST_CASE("options out of range are errors and leave the engine stopped") {
  MainLoop loop;
  EngineOptions options;
  options.block_frames = 0;
  Engine engine(loop, options);
  CHECK_FALSE(engine.start().has_value());
  CHECK_FALSE(engine.is_running());
  options.block_frames = 64;
  options.sample_rate = std::nan("");
  Engine other(loop, options);
  CHECK_FALSE(other.start().has_value());
}

}  // namespace attacca::host::test
