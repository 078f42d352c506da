// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The gain's program between two sound cards of a PulseAudio server without any: what `pacat` plays
// to one of them is what the program hears, and `parec` records what it plays to the other.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include <doctest/doctest.h>

#include "tests/standalone/pulse_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace attacca::standalone::test {
namespace {

constexpr std::size_t kFrames = 4 * 48000;

/// Interleaved noise in which no sample comes twice.
std::vector<float> noise() {
  std::mt19937 random(5);
  std::uniform_real_distribution<float> samples(-0.5f, 0.5f);
  std::vector<float> all(2 * kFrames);
  for (float& sample : all) sample = samples(random);
  return all;
}

/// The longest run of frames in `heard` that are those of `played`, times `factor`, in a row.
std::size_t longest_run(const std::vector<float>& played, const std::vector<float>& heard,
                        float factor) {
  const auto key = [](float sample) { return std::lround(static_cast<double>(sample) * 1e7); };
  std::unordered_map<long, std::size_t> places;
  for (std::size_t frame = 0; frame < played.size() / 2; ++frame) {
    places.emplace(key(played[2 * frame] * factor), frame);
  }
  std::size_t longest = 0;
  std::size_t run = 0;
  std::size_t expected = 0;
  for (std::size_t frame = 0; frame < heard.size() / 2; ++frame) {
    const auto same = [&](std::size_t at) {
      return at < played.size() / 2 &&
             std::fabs(heard[2 * frame] - played[2 * at] * factor) < 1e-7f &&
             std::fabs(heard[2 * frame + 1] - played[2 * at + 1] * factor) < 1e-7f;
    };
    if (run == 0 || !same(expected)) {
      run = 0;
      const auto found = places.find(key(heard[2 * frame]));
      if (found == places.end() || !same(found->second)) continue;
      expected = found->second;
    }
    ++run;
    ++expected;
    longest = std::max(longest, run);
  }
  return longest;
}

struct Studio {
  Studio() : server(folder.path()) {
    REQUIRE(comes_true([&] { return Child({"pactl", "info"}).wait() == 0; }));
  }
  void run(std::vector<std::string> more) {
    std::vector<std::string> arguments = {TEST_GAIN, "--no-editor", "--no-state"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    child = std::make_unique<Child>(arguments, log.string());
  }
  [[nodiscard]] std::string said() const {
    std::ifstream file(log);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  [[nodiscard]] bool says(const std::string& text, int times = 1) const {
    return comes_true([&] {
      const std::string all = said();
      int found = 0;
      for (std::size_t at = all.find(text); at != std::string::npos; at = all.find(text, at + 1)) {
        ++found;
      }
      return found >= times;
    });
  }

  attacca::test::TemporaryFolder folder;
  std::filesystem::path log = folder.path() / "said.log";
  PulseServer server;
  std::unique_ptr<Child> child;
};

TEST_CASE("what one sound card plays is heard from another one, through the plugin") {
  Studio studio;
  const std::vector<float> played = noise();
  const auto raw = studio.folder.path() / "played.raw";
  const auto recorded = studio.folder.path() / "recorded.raw";
  {
    std::ofstream file(raw, std::ios::binary);
    file.write(reinterpret_cast<const char*>(played.data()),
               static_cast<std::streamsize>(played.size() * sizeof(float)));
  }
  studio.run({"-b", "pulse", "--input-device", "Monitor of stage", "--output-device", "hall", "-p",
              "1024"});
  REQUIRE(studio.says("PulseAudio, 48000 Hz"));
  const std::vector<std::string> format = {"--format=float32le", "--rate=48000", "--channels=2",
                                           "--raw"};
  const auto with_format = [&format](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), format.begin(), format.end());
    return arguments;
  };
  Child recorder(with_format({"parec", "-d", "hall.monitor", recorded.string()}));
  REQUIRE(comes_true([&] {
    std::error_code error;
    return std::filesystem::file_size(recorded, error) > 0 && !error;
  }));
  CHECK(Child(with_format({"pacat", "-d", "stage", raw.string()})).wait() == 0);
  CHECK(recorder.end(SIGINT) == 0);
  CHECK(studio.child->end() == 0);
  INFO(studio.said());
  std::ifstream file(recorded, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::vector<float> heard(bytes.size() / sizeof(float) / 2 * 2);
  std::copy_n(bytes.data(), heard.size() * sizeof(float), reinterpret_cast<char*>(heard.data()));
  // The plugin's default is 0 dB. Busy machines drop buffers, so not all need be in one row.
  CHECK(longest_run(played, heard, 1.0f) >= 2048);
}

TEST_CASE("when the server goes the program says so; when it is back, so is the sound") {
  Studio studio;
  studio.run({"-b", "pulse"});
  REQUIRE(studio.says("PulseAudio, 48000 Hz"));
  studio.server.stop();
  REQUIRE(studio.says("the sound is gone"));
  studio.server.start();
  CHECK(studio.says("PulseAudio, 48000 Hz", 2));
  CHECK(studio.child->end() == 0);
}

TEST_CASE("a card that is not there is an error that names those that are") {
  Studio studio;
  studio.run({"-b", "pulse", "--output-device", "cellar"});
  REQUIRE(studio.says("PulseAudio has no output \"cellar\""));
  CHECK(studio.says("hall"));
  CHECK(studio.child->wait() == 1);
}

}  // namespace
}  // namespace attacca::standalone::test
