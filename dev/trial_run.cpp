// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/trial_run.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <thread>
#include <utility>

#include "dev/preparation.hpp"
#include "host/base/main_loop.hpp"
#include "host/window/native_window.hpp"

namespace attacca::dev {
namespace {

using Phase = trial::RunVitals::Phase;

constexpr double kSeconds = 0.1;  ///< of audio
/// Beyond it a latency is a mistake: no host compensates for so much.
constexpr double kMostLatency = 60.0;  // s
constexpr std::chrono::milliseconds kEditorTurns{30};

/// A second of the signals that are played later takes its time to be made; this is as good.
float noise(std::uint32_t& state) {
  state = state * 1664525u + 1013904223u;
  return 0.05f * (static_cast<float>(state >> 8) / 8388608.0f - 1.0f);
}

bool is_finite(const Seat& seat, std::size_t channels, std::uint32_t frames) {
  for (std::size_t c = 0; c < channels; ++c) {
    const float* const channel = seat.output(c);
    if (channel == nullptr) continue;
    if (!std::all_of(channel, channel + frames, [](float x) { return std::isfinite(x); })) {
      return false;
    }
  }
  return true;
}

/// On a thread of its own, as an audio thread is. Returns what was wrong; empty: nothing.
std::string play(Seat& seat, double rate, std::uint32_t most_frames) {
  std::string wrong;
  const std::size_t channels = std::max(1u, seat.player().inputs());
  std::vector<std::vector<float>> samples(channels, std::vector<float>(most_frames));
  std::vector<float*> inputs;
  for (auto& channel : samples) inputs.push_back(channel.data());
  std::vector<float> silence(most_frames);
  const std::array<std::uint8_t, 3> on = {0x90, 60, 100};
  const std::array<std::uint8_t, 3> off = {0x80, 60, 64};
  const bool has_notes = !seat.plugin().ports().note_inputs.empty();
  std::thread audio([&] {
    std::uint32_t state = 1;
    const auto total = static_cast<std::uint64_t>(kSeconds * rate);
    std::uint64_t block_number = 0;
    for (std::uint64_t played = 0; played < total && wrong.empty(); ++block_number) {
      // Hosts cut blocks at whatever happens within.
      const std::uint32_t frames =
          block_number % 3 == 2 ? std::max(1u, most_frames / 3) : most_frames;
      for (auto& channel : samples) {
        for (float& sample : channel) sample = noise(state);
      }
      const audio_io::MidiMessage note = {.frame = 0, .bytes = block_number == 0 ? on : off};
      const bool sends = has_notes && (block_number == 0 || played + frames >= total);
      seat.play({.frames = frames, .inputs = inputs, .outputs = {}, .midi_in = {}},
                sends ? std::span(&note, 1) : std::span<const audio_io::MidiMessage>(), false);
      if (seat.player().has_refused()) wrong = "it does not start to process";
      if (!is_finite(seat, std::max(1u, seat.player().outputs()), frames)) {
        wrong = "its output has samples that are infinite or no numbers (NaN)";
      }
      played += frames;
    }
    seat.player().stop();
  });
  audio.join();
  return wrong;
}

Result<void> open_editor(host::MainLoop& loop, host::PluginInstance& plugin, double scale) {
  const char* const display = std::getenv("DISPLAY");
  if (!plugin.has_editor() || display == nullptr || *display == '\0') return {};
  // Never shown, so that nothing flickers on the user's screen.
  auto window = host::NativeWindow::create(loop, {640, 480}, "");
  if (!window) return {};
  auto editor = plugin.create_editor();
  if (!editor) return fail("its editor does not open: " + editor.error().message);
  (*editor)->on_resize_request([](host::EditorSize) { return true; });
  if (scale != 1.0) (*editor)->set_scale(scale);
  if (const auto attached = (*editor)->attach((*window)->id()); !attached) {
    return fail("its editor does not open: " + attached.error().message);
  }
  (*window)->embed_children();
  loop.run_until(host::MainLoop::Clock::now() + kEditorTurns);
  return {};
}

Result<void> go_through(const SoundOptions& options, const TrialStart& start,
                        trial::RunVitals& vitals) {
  host::MainLoop loop;
  vitals.enter(Phase::loading);
  auto seat = load_seat(start.binary, start.plugin, options, loop);
  if (!seat) return tl::unexpected(seat.error());
  host::PluginInstance& plugin = (*seat)->plugin();
  vitals.enter(Phase::track_update);
  if (const auto track = track_of(options)) plugin.send_track_info({*track, false, {}});
  if (!start.state.empty()) {
    vitals.enter(Phase::loading_state);
    // A state that it refuses is no fault here: the player then says what becomes of it.
    (void)plugin.load_state(start.state);
  }
  vitals.enter(Phase::starting);
  if (const auto begun = (*seat)->begin(start.sample_rate, start.most_frames); !begun) return begun;
  if (const std::uint32_t latency = plugin.latency(); latency > kMostLatency * start.sample_rate) {
    return fail("it says that its latency is " + std::to_string(latency) +
                " samples: more than a minute");
  }
  vitals.enter(Phase::playing);
  if (const std::string wrong = play(**seat, start.sample_rate, start.most_frames);
      !wrong.empty()) {
    return fail(wrong);
  }
  loop.run_once(std::chrono::milliseconds(0));
  if (options.has_editor) {
    vitals.enter(Phase::opening_editor);
    if (const auto opened = open_editor(loop, plugin, options.scale); !opened) return opened;
  }
  vitals.enter(Phase::saving_state);
  if (plugin.has_state()) {
    if (const auto saved = plugin.save_state(); !saved) return tl::unexpected(saved.error());
  }
  vitals.enter(Phase::closing);
  (*seat)->player().end();
  seat->reset();
  return {};
}

}  // namespace

void try_build(const SoundOptions& options, const TrialStart& start, Link& link,
               trial::RunVitals& vitals) {
  const auto passed = go_through(options, start, vitals);
  if (passed) {
    link.send(Word::passed);
  } else {
    link.send(Word::failed, passed.error().message);
  }
}

}  // namespace attacca::dev
