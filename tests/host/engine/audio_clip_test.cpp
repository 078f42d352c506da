// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/audio_clip.hpp"

#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>

#include "host/engine/wav_recorder.hpp"
#include "host/plugin/port_memory.hpp"
#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {

namespace {

AudioClip sine(double rate, std::size_t frames) {
  AudioClip clip;
  clip.sample_rate = rate;
  clip.channels.emplace_back(frames);
  for (std::size_t i = 0; i < frames; ++i) {
    clip.channels[0][i] = static_cast<float>(
        0.5 * std::sin(2.0 * std::numbers::pi * 440.0 * static_cast<double>(i) / rate));
  }
  return clip;
}

}  // namespace

TEST_CASE("a clip survives writing and reading bit for bit") {
  const TemporaryFolder folder;
  const AudioClip clip = sine(44100.0, 5000);
  must(write_wav(folder.path() / "a.wav", clip));
  const AudioClip read = must(read_audio_file(folder.path() / "a.wav"));
  CHECK(read.sample_rate == 44100.0);
  CHECK(read.channels == clip.channels);
}

TEST_CASE("files that are missing or no audio are errors that name them") {
  const TemporaryFolder folder;
  CHECK(read_audio_file(folder.path() / "no.wav").error().message.find("no.wav") !=
        std::string::npos);
  std::ofstream(folder.path() / "text.wav") << "this is not audio";
  CHECK_FALSE(read_audio_file(folder.path() / "text.wav").has_value());
  CHECK_FALSE(write_wav("/nowhere/a.wav", sine(48000.0, 10)).has_value());
}

TEST_CASE("the same rate is left alone, another rate keeps the tone") {
  const AudioClip clip = sine(44100.0, 44100);
  CHECK(must(resample(clip, 44100.0)).channels == clip.channels);
  const AudioClip up = must(resample(clip, 48000.0));
  CHECK(up.sample_rate == 48000.0);
  CHECK(std::abs(static_cast<double>(up.frames()) - 48000.0) < 10.0);
  double error = 0.0;
  for (std::size_t i = 1000; i < 47000; ++i) {
    const double wanted =
        0.5 * std::sin(2.0 * std::numbers::pi * 440.0 * static_cast<double>(i) / 48000.0);
    error = std::max(error, std::abs(wanted - static_cast<double>(up.channels[0][i])));
  }
  CHECK(error < 1e-3);
  CHECK_FALSE(resample(clip, 1e9).has_value());
}

TEST_CASE("mono goes to every channel, missing channels are silent") {
  const AudioClip mono = sine(48000.0, 100);
  const AudioClip stereo = with_channels(mono, 2);
  CHECK(stereo.channels[0] == stereo.channels[1]);
  const AudioClip three = with_channels(stereo, 3);
  CHECK(three.channels[2] == std::vector<float>(100, 0.0f));
  CHECK(with_channels(stereo, 1).channels.size() == 1);
}

TEST_CASE("channels that a clip is not to have are mixed into those that it has") {
  AudioClip six;
  six.channels.assign(6, std::vector<float>(10, 0.0f));
  six.channels[0].assign(10, 0.25f);
  six.channels[2].assign(10, 1.0f);  // centre
  six.channels[4].assign(10, 0.5f);  // back left
  const AudioClip two = with_channels(six, 2);
  REQUIRE(two.channels.size() == 2);
  CHECK(two.channels[0][0] == doctest::Approx(0.25 + 0.70711 * 1.5).epsilon(1e-4));
  CHECK(two.channels[1][0] == doctest::Approx(0.70711).epsilon(1e-4));
  AudioClip stereo;
  stereo.channels = {{1.0f}, {0.5f}};
  CHECK(with_channels(stereo, 1).channels[0][0] == 0.75f);
}

TEST_CASE("a file that holds less than its header promises is an error that says how much") {
  const TemporaryFolder folder;
  const auto whole = folder.path() / "whole.wav";
  must(write_wav(whole, sine(48000.0, 1000)));
  std::ifstream in(whole, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  for (const std::size_t cut : {std::size_t{1}, std::size_t{1000}, std::size_t{3000}}) {
    const auto path = folder.path() / "cut.wav";
    std::ofstream(path, std::ios::binary) << bytes.substr(0, bytes.size() - cut);
    const auto read = read_audio_file(path);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message.find("cut.wav is truncated: its header promises 4000 bytes") !=
          std::string::npos);
    CHECK(read.error().message.find("it has " + std::to_string(4000 - cut)) != std::string::npos);
  }
}

TEST_CASE("the sample rate of a file is checked as the option is") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rate.wav";
  for (const int rate : {1, 8, 999, 1000001, 2147483647}) {
    AudioClip clip = sine(48000.0, 10);
    clip.sample_rate = rate;
    must(write_wav(path, clip));
    const auto read = read_audio_file(path);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message.find("expected 1000 to 1000000 Hz") != std::string::npos);
  }
}

TEST_CASE("a recording that may not fit into a WAV is an RF64 from its beginning") {
  const TemporaryFolder folder;
  const auto kind_of = [&](std::uint64_t frames) {
    const auto path = folder.path() / "r.wav";
    auto recorder = must(WavRecorder::create(path, 48000.0, 2, 1.0, frames));
    const std::vector<float> block(64, 0.5f);
    const float* const channels[] = {block.data(), block.data()};
    REQUIRE(recorder->push(channels, 64));
    must(recorder->finish());
    CHECK(must(read_audio_file(path)).frames() == 64);
    std::string kind(4, ' ');
    std::ifstream(path, std::ios::binary).read(kind.data(), 4);
    return kind;
  };
  CHECK(kind_of(0) == "RIFF");
  CHECK(kind_of(48000) == "RIFF");
  CHECK(kind_of(std::uint64_t{1} << 29) == "RF64");  // 4 GiB
}

TEST_CASE("a recorder keeps every frame across many turns of its ring") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "r.wav";
  auto recorder = must(WavRecorder::create(file, 48000.0, 1, 0.0));
  std::vector<float> block(1000);
  for (int n = 0; n < 100; ++n) {
    for (std::size_t i = 0; i < block.size(); ++i) {
      block[i] = static_cast<float>(n) + static_cast<float>(i) / 1024.0f;
    }
    while (!recorder->has_room(1000)) std::this_thread::yield();
    const float* const channels[] = {block.data()};
    REQUIRE(recorder->push(channels, 1000));
  }
  must(recorder->finish());
  const AudioClip read = must(read_audio_file(file));
  REQUIRE(read.frames() == 100000);
  CHECK(read.channels[0][99512] == 99.5f);
}

TEST_CASE("frames that a recorder could not take are an error, not silence") {
  const TemporaryFolder folder;
  auto recorder = must(WavRecorder::create(folder.path() / "r.wav", 48000.0, 1, 0.0));
  std::vector<float> block(100000);
  const float* const channels[] = {block.data()};
  CHECK_FALSE(recorder->push(channels, 100000));
  const auto finished = recorder->finish();
  REQUIRE_FALSE(finished.has_value());
  CHECK(finished.error().message.find("misses 100000 frames") != std::string::npos);
}

TEST_CASE("port memory fits tracks and plugins of different widths together") {
  PortLayout layout;
  layout.inputs = {{0, "in", 1, true}, {1, "side", 2, false}};
  layout.outputs = {{0, "out", 1, true}};
  PortMemory memory(layout, 4);
  const float left[] = {1.0f, 2.0f, 3.0f, 4.0f};
  const float right[] = {3.0f, 2.0f, 1.0f, 0.0f};
  const float* const source[] = {left, right};
  memory.load(source, 4);
  CHECK(memory.inputs()[0].channels[0][0] == 2.0f);
  CHECK(memory.inputs()[1].channels[1][3] == 0.0f);
  memory.outputs()[0].channels[0][2] = 9.0f;
  float out_left[4] = {};
  float out_right[4] = {};
  float* const target[] = {out_left, out_right};
  memory.store(target, 4);
  CHECK(out_left[2] == 9.0f);
  CHECK(out_right[2] == 9.0f);
}

}  // namespace attacca::host::test
