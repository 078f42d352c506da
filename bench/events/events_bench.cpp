// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "bench/support/subject.hpp"
#include "host/plugin/note_event.hpp"

// What bringing events costs: plugins beside the same made by hand on the bare interface, in the
// same host and the same run, taking turns. Read the ratios; the nanoseconds are the machine's.
namespace {

namespace fs = std::filesystem;
namespace host = attacca::host;
using namespace attacca::bench;
using Kind = host::NoteEventKind;

constexpr int kSets = 4;
constexpr std::uint32_t kMostFrames = 512;

/// A plugin that is sent the same notes and values in every block, each at a frame of its own.
class Played {
 public:
  static std::unique_ptr<Played> open(const fs::path& path, host::MainLoop& loop) {
    auto module = host::Module::open(path);
    if (!module) return failed(module.error().message);
    auto instance = (*module)->create({}, loop);
    if (!instance) return failed(instance.error().message);
    if (auto active = (*instance)->activate(48000.0, kMostFrames); !active) {
      return failed(active.error().message);
    }
    if (!(*instance)->start_processing()) return failed(path.string() + " refuses to process");
    return std::unique_ptr<Played>(new Played(std::move(*instance)));
  }

  /// Notes that sound on, one for each key from 32 on.
  void hold(std::uint32_t notes) {
    for (std::uint32_t i = 0; i < notes; ++i) {
      held_.push_back(note(Kind::on, static_cast<int>(32 + i % 96), 0));
      held_.back().note_id = static_cast<std::int32_t>(i);
    }
  }

  /// Nanoseconds a block over `blocks` blocks, each with `values` values of as many parameters and
  /// `notes` beginnings and ends of notes.
  double run(std::uint32_t blocks, std::uint32_t frames, std::uint32_t values,
             std::uint32_t notes) {
    edits_.clear();
    notes_.clear();
    for (std::uint32_t i = 0; i < values; ++i) {
      const host::ParameterInfo& info = instance_->parameters()[i];
      edits_.push_back(instance_->edit(info.id, instance_->plain_value(info.id, 0.1 * (i + 1)),
                                       i * frames / values));
    }
    for (std::uint32_t i = 0; i < notes; ++i) {
      const std::uint32_t frame = i * frames / notes + frames / notes / 2;
      notes_.push_back(
          note(i % 2 == 0 ? Kind::on : Kind::off, static_cast<int>(60 + i / 2), frame));
    }
    host::ProcessBlock block;
    block.frames = frames;
    block.inputs = memory_.inputs();
    block.outputs = memory_.outputs();
    block.transport = &transport_;
    if (!held_.empty()) {
      block.notes = held_;
      (void)instance_->process(block);
      held_.clear();
    }
    block.edits = edits_;
    block.notes = notes_;
    const auto begin = std::chrono::steady_clock::now();
    for (std::uint32_t i = 0; i < blocks; ++i) (void)instance_->process(block);
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begin;
    instance_->pump();
    return took.count() / blocks;
  }

  [[nodiscard]] float output(std::uint32_t channel, std::uint32_t frame) {
    return memory_.outputs()[0].channels[channel][frame];
  }

 private:
  explicit Played(std::unique_ptr<host::PluginInstance> instance)
      : instance_(std::move(instance)), memory_(instance_->ports(), kMostFrames) {
    transport_.is_playing = true;
    std::vector<float> samples(kMostFrames);
    for (std::size_t i = 0; i < samples.size(); ++i) {
      samples[i] = 0.001f * static_cast<float>(i % 97);
    }
    const float* const source[] = {samples.data(), samples.data()};
    memory_.load(source, kMostFrames);
  }
  static host::NoteEvent note(Kind kind, int key, std::uint32_t frame) {
    host::NoteEvent event;
    event.kind = kind;
    event.key = static_cast<std::int16_t>(key);
    event.frame = frame;
    event.velocity = 0.5;
    return event;
  }
  static std::unique_ptr<Played> failed(const std::string& message) {
    std::fprintf(stderr, "events_bench: %s\n", message.c_str());
    return nullptr;
  }

  std::unique_ptr<host::PluginInstance> instance_;
  host::PortMemory memory_;
  host::Transport transport_;
  std::vector<host::ParameterEdit> edits_;
  std::vector<host::NoteEvent> notes_;
  std::vector<host::NoteEvent> held_;
};

/// One thing that is compared.
struct Kinds {
  std::string name;
  fs::path ours;
  fs::path raw;
  std::uint32_t frames;
  std::uint32_t values;
  std::uint32_t notes;
  std::uint32_t held;
  double promised;  ///< ratio
  int rounds;
};

/// False if the two do not sound the same, if one cannot be opened, or if the promise is not kept.
bool compare(const Kinds& kinds) {
  host::MainLoop loop;
  std::array<std::vector<double>, 2> times;
  std::vector<double> ratios;
  std::vector<std::array<std::unique_ptr<Played>, 2>> held;
  const std::uint32_t blocks = std::max<std::uint32_t>(4, 8192 / kinds.frames / (kinds.held + 1));
  bool is_same = true;
  for (int set = 0; set < kSets; ++set) {
    // Those of the sets before stay, or the new ones would lie where they lay.
    auto& pair = held.emplace_back(
        std::array{Played::open(kinds.ours, loop), Played::open(kinds.raw, loop)});
    if (!pair[0] || !pair[1]) return false;
    for (auto& each : pair) each->hold(kinds.held);
    for (int round = -kinds.rounds / 10; round < kinds.rounds; ++round) {
      std::array<double, 2> took{};
      for (std::size_t i = 0; i < 2; ++i) {
        const std::size_t turn = (i + static_cast<std::size_t>(round + kinds.rounds)) % 2;
        took[turn] = pair[turn]->run(blocks, kinds.frames, kinds.values, kinds.notes);
      }
      if (round < 0) continue;  // caches and branch predictors are warming up
      for (std::size_t i = 0; i < 2; ++i) times[i].push_back(took[i]);
      ratios.push_back(took[0] / took[1]);
    }
    for (std::uint32_t frame = 0; frame < kinds.frames; ++frame) {
      for (std::uint32_t channel = 0; channel < 2; ++channel) {
        const float difference = pair[0]->output(channel, frame) - pair[1]->output(channel, frame);
        is_same = is_same && std::abs(difference) < 1e-4f;
      }
    }
  }
  const double ratio = median(ratios);
  const bool is_kept = ratio <= kinds.promised;
  std::printf("%-34s %10.0f %10.0f %8.2f %8.2f  %s\n", kinds.name.c_str(), median(times[0]),
              median(times[1]), ratio, kinds.promised,
              !is_same  ? "DOES NOT SOUND THE SAME"
              : is_kept ? "kept"
                        : "MISSED");
  std::fflush(stdout);
  return is_same && is_kept;
}

}  // namespace

int main(int argc, char** argv) {
  const bool is_quick = argc == 2 && std::strcmp(argv[1], "--quick") == 0;
  if (argc > 1 && !is_quick) {
    std::fprintf(stderr, "usage: events_bench [--quick]\n");
    return 2;
  }
  flush_denormals_to_zero();
  const int rounds = is_quick ? 20 : 400;
  const fs::path raw = BENCH_RAW_PLUGINS;
  const fs::path poly = fs::path(BENCH_PLUGINS) / "Attacca Poly Mod Synth";
  std::printf(
      "16 parameters, 8 values and 8 notes a block, each at a frame of its own; and 64 voices of\n"
      "poly_mod_synth. ns per block with the host's part, medians; ratio: to by hand.\n\n"
      "%-34s %10s %10s %8s %8s\n",
      "format, frames", "framework", "by hand", "ratio", "at most");
  bool is_good = true;
  for (const char* format : {"clap", "vst3"}) {
    const std::string suffix = std::string(".") + format;
    for (const std::uint32_t frames : {64u, 512u}) {
      is_good = compare({.name = std::string(format) + ", " + std::to_string(frames) +
                                 ", 8 values and 8 notes",
                         .ours = raw / ("busy" + suffix),
                         .raw = raw / ("raw_busy" + suffix),
                         .frames = frames,
                         .values = 8,
                         .notes = 8,
                         .held = 0,
                         .promised = 1.5,
                         .rounds = rounds}) &&
                is_good;
    }
    is_good = compare({.name = std::string(format) + ", 64, 64 voices",
                       .ours = poly.string() + suffix,
                       .raw = raw / "raw_poly.clap",
                       .frames = 64,
                       .values = 0,
                       .notes = 0,
                       .held = 64,
                       .promised = 1.1,
                       .rounds = rounds / 4}) &&
              is_good;
  }
  return is_good ? 0 : 1;
}
