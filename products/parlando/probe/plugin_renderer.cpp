// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/probe/plugin_renderer.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include <sndfile.h>

#include <nlohmann/json.hpp>

#include "files/atomic_file.hpp"
#include "parlando/probe/open_recording.hpp"
#include "processes/outcome.hpp"
#include "text/last_line.hpp"

namespace parlando::probe {
namespace {

namespace fs = std::filesystem;
namespace processes = attacca::processes;

constexpr double kRate = 48'000;
/// What rings on after the last message is heard, too.
constexpr double kTail = 2;
/// One performance takes seconds; a plugin that loads its samples, minutes.
constexpr auto kPatience = std::chrono::minutes(10);

/// A folder that goes with it.
class Scratch {
 public:
  Scratch() {
    std::random_device random;
    std::error_code error;
    for (int i = 0; i < 16 && path_.empty(); ++i) {
      const fs::path path =
          fs::temp_directory_path(error) / ("parlando-probe-" + std::to_string(random()));
      if (fs::create_directory(path, error)) path_ = path;
    }
    if (!path_.empty()) fs::permissions(path_, fs::perms::owner_all, error);
  }
  ~Scratch() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] const fs::path& path() const noexcept { return path_; }

 private:
  fs::path path_;
};

attacca::Result<Recording> read(const fs::path& file) {
  SF_INFO info{};
  const std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> open(open_recording(file, info), &::sf_close);
  if (open == nullptr || info.channels < 1) {
    return attacca::fail("cannot read what was recorded: " +
                         std::string(::sf_strerror(open.get())));
  }
  const auto channels = static_cast<std::size_t>(info.channels);
  std::vector<float> samples(static_cast<std::size_t>(info.frames) * channels);
  const sf_count_t frames = ::sf_readf_float(open.get(), samples.data(), info.frames);
  Recording recording;
  recording.rate = info.samplerate;
  for (std::size_t i = 0; i < static_cast<std::size_t>(std::max<sf_count_t>(frames, 0)); ++i) {
    recording.left.push_back(samples[i * channels]);
    recording.right.push_back(samples[i * channels + (channels > 1 ? 1 : 0)]);
  }
  return recording;
}

attacca::Result<std::string> output_of(const std::vector<std::string>& command) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  processes::Outcome outcome = processes::run(command, {}, [&](const processes::Child&) {
    return std::chrono::steady_clock::now() < until;
  });
  if (outcome.exit_code == 0) return std::move(outcome.output);
  if (std::chrono::steady_clock::now() >= until) {
    return attacca::fail("attacca run has not ended within 10 minutes");
  }
  // Its last words: the line with the error.
  const std::string_view words = attacca::text::last_line(outcome.errors);
  if (!words.empty()) return attacca::fail(std::string(words));
  if (outcome.failure.empty()) {
    return attacca::fail("attacca ended with status " + std::to_string(outcome.exit_code));
  }
  return attacca::fail("probing plays the instrument with the program attacca: " + outcome.failure);
}

attacca::Result<Recording> render(const InstrumentPlugin& instrument, const std::string& program,
                                  const Performance& performance) {
  const Scratch scratch;
  if (scratch.path().empty()) return attacca::fail("cannot make a folder for temporary files");
  const fs::path midi = scratch.path() / "played.mid";
  const fs::path wave = scratch.path() / "heard.wav";
  if (auto written = attacca::files::write_file_atomically(midi, performance.midi_file());
      !written) {
    return tl::unexpected(written.error());
  }
  std::vector<std::string> command = {program,
                                      "run",
                                      instrument.plugin,
                                      "--midi",
                                      midi.string(),
                                      "--signal",
                                      "silence",
                                      "--rate",
                                      std::to_string(static_cast<int>(kRate)),
                                      "--seconds",
                                      std::to_string(performance.end() + kTail),
                                      "--free-wheel",
                                      "--output",
                                      wave.string(),
                                      "--json"};
  if (!instrument.state.empty()) {
    command.emplace_back("--state");
    command.push_back(instrument.state.string());
  }
  const auto output = output_of(command);
  if (!output) return tl::unexpected(output.error());
  auto recording = read(wave);
  if (!recording) return recording;
  using Json = nlohmann::json;
  const Json report = Json::parse(*output, nullptr, false);
  const Json::json_pointer place("/plugins/0/latency");
  if (report.is_object() && report.contains(place) && report[place].is_number()) {
    recording->latency = report[place].get<double>() / recording->rate;
  }
  return recording;
}

}  // namespace

Render render_with(const InstrumentPlugin& instrument, const fs::path& own_path) {
  std::error_code error;
  const fs::path beside =
      own_path.parent_path() / fs::path("attacca").replace_extension(own_path.extension());
  const std::string program = fs::exists(beside, error) ? beside.string() : "attacca";
  return [instrument, program](const Performance& performance) {
    return render(instrument, program, performance);
  };
}

}  // namespace parlando::probe
