// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/recordings.hpp"

#include <array>
#include <vector>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

namespace attacca::standalone {
namespace {

constexpr std::uint32_t kPeriod = 64;

/// Plays what it hears, doubled.
class Doubler final : public audio_io::AudioCallback {
 public:
  void process(const audio_io::AudioBlock& block) noexcept override {
    for (std::size_t i = 0; i < block.outputs.size(); ++i) {
      for (std::uint32_t frame = 0; frame < block.frames; ++frame) {
        block.outputs[i][frame] = 2.0f * block.inputs[i][frame];
      }
    }
  }
};

/// A device of two channels that calls when it is told to; what it hears itself is 1.
struct Device {
  std::array<std::vector<float>, 4> samples;
  std::array<float*, 4> channels{};

  explicit Device(std::uint32_t frames = kPeriod) {
    for (std::size_t i = 0; i < samples.size(); ++i) {
      samples[i].assign(frames, i < 2 ? 1.0f : 0.0f);
      channels[i] = samples[i].data();
    }
  }
  void call(Recordings& recordings) {
    const std::span<float* const> all(channels);
    recordings.process({.frames = static_cast<std::uint32_t>(samples[0].size()),
                        .inputs = all.first(2),
                        .outputs = all.subspan(2),
                        .midi_in = {},
                        .midi_out = nullptr});
  }
};

host::AudioClip ramp(std::size_t frames, double rate = 48000.0) {
  host::AudioClip clip{.sample_rate = rate, .channels = {std::vector<float>(frames), {}}};
  for (std::size_t i = 0; i < frames; ++i) clip.channels[0][i] = 1e-4f * static_cast<float>(i);
  clip.channels[1] = clip.channels[0];
  return clip;
}

TEST_CASE("a recording is heard in place of the device, and what is played is recorded") {
  const attacca::test::TemporaryFolder folder;
  const auto in = folder.path() / "in.wav";
  const auto out = folder.path() / "out.wav";
  const host::AudioClip clip = ramp(100);
  REQUIRE(host::write_wav(in, clip));
  Doubler doubler;
  Recordings recordings(doubler);
  REQUIRE(recordings.begin(in.string(), out.string(), 48000.0, 2, 2, kPeriod));
  Device device;
  device.call(recordings);
  CHECK_FALSE(recordings.is_over());
  device.call(recordings);
  CHECK(recordings.is_over());
  REQUIRE(recordings.end());
  const auto heard = host::read_audio_file(out);
  REQUIRE(heard);
  REQUIRE(heard->frames() == 2 * kPeriod);
  for (std::size_t i = 0; i < heard->frames(); ++i) {
    CHECK(heard->channels[1][i] == (i < 100 ? 2.0f * clip.channels[1][i] : 0.0f));
  }
}

TEST_CASE("without recordings the device is heard itself") {
  Doubler doubler;
  Recordings recordings(doubler);
  REQUIRE(recordings.begin("", "", 48000.0, 2, 2, kPeriod));
  Device device;
  device.call(recordings);
  CHECK(device.samples[3][17] == 2.0f);
  CHECK_FALSE(recordings.is_over());
  CHECK(recordings.end());
}

TEST_CASE("a device that comes back goes on with the recording; one of another rate without it") {
  const attacca::test::TemporaryFolder folder;
  const auto in = folder.path() / "in.wav";
  const auto out = folder.path() / "out.wav";
  REQUIRE(host::write_wav(in, ramp(1000)));
  Doubler doubler;
  Recordings recordings(doubler);
  Device device;
  REQUIRE(recordings.begin(in.string(), out.string(), 48000.0, 2, 2, kPeriod));
  device.call(recordings);
  REQUIRE(recordings.begin(in.string(), out.string(), 48000.0, 2, 2, kPeriod));
  device.call(recordings);
  CHECK(device.samples[2][0] == 2.0f * 1e-4f * kPeriod);
  CHECK(recordings.begin(in.string(), out.string(), 44100.0, 2, 2, kPeriod)
            .error()
            .message.find("ends here") != std::string::npos);
  REQUIRE(host::read_audio_file(out));
  CHECK(host::read_audio_file(out)->frames() == 2 * kPeriod);
  // The sound comes back all the same, once it has been said.
  REQUIRE(recordings.begin(in.string(), out.string(), 44100.0, 2, 2, kPeriod));
  device.call(recordings);
  CHECK(recordings.end());
  CHECK(host::read_audio_file(out)->frames() == 2 * kPeriod);
}

TEST_CASE("a period beyond what was promised writes nowhere else") {
  const attacca::test::TemporaryFolder folder;
  const auto in = folder.path() / "in.wav";
  REQUIRE(host::write_wav(in, ramp(1000)));
  Doubler doubler;
  Recordings recordings(doubler);
  REQUIRE(recordings.begin(in.string(), "", 48000.0, 2, 2, kPeriod));
  Device device(4 * kPeriod);
  device.call(recordings);
  CHECK(device.samples[2][0] == 2.0f);
}

TEST_CASE("files that are not there, and ports that are not, are errors that say so") {
  const attacca::test::TemporaryFolder folder;
  const auto in = (folder.path() / "in.wav").string();
  Doubler doubler;
  Recordings recordings(doubler);
  CHECK(recordings.begin(in, "", 48000.0, 2, 2, kPeriod).error().message.find(in) !=
        std::string::npos);
  CHECK(recordings.begin(in, "", 48000.0, 0, 2, kPeriod).error().message ==
        "--wav-in: the plugin has no input to hear it");
  CHECK(recordings.begin("", in, 48000.0, 2, 0, kPeriod).error().message ==
        "--wav-out: the plugin has no audio output");
}

}  // namespace
}  // namespace attacca::standalone
