// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "bench/support/subject.hpp"

// What a wrapper costs: the gain of examples/ beside the same gain written by hand on the bare
// interface, in the same host and the same run, taking turns. Read the ratios; the nanoseconds are
// the machine's.
namespace {

namespace fs = std::filesystem;
using namespace attacca::bench;
using namespace attacca::host;

constexpr std::uint32_t kMostFrames = Subject::kMostFrames;
constexpr std::array<std::uint32_t, 3> kFrames = {32, 64, 512};
constexpr int kSets = 8;
/// What the project promises, at this block size.
constexpr std::uint32_t kPromisedFrames = 64;
constexpr double kPromisedRatio = 1.2;
/// Beside a loop that is written for the machine, in the longest blocks: at a standstill, and
/// while the gain glides.
constexpr double kPromisedBesideSimd = 1.2;
constexpr double kPromisedGlide = 2.0;

struct Subjects {
  std::unique_ptr<Subject> ours;
  std::unique_ptr<Subject> raw;
  std::unique_ptr<Subject> silent;  ///< the host's own share
  std::unique_ptr<Subject> simd;    ///< by hand, written for the machine; null on other ones
};

struct Times {
  double ours = 0.0;
  double raw = 0.0;
  double host = 0.0;
  double ratio = 0.0;       ///< of the times the host takes for a block
  double ratio_bare = 0.0;  ///< the same without the host's share
  double simd = 0.0;        ///< 0: there is none
  double ratio_simd = 0.0;
};

/// Times of blocks of one kind, and the ratios of those that were measured side by side.
class Measurement {
 public:
  /// Lets them take turns, in changing order.
  void add(Subjects& subjects, std::uint32_t frames, bool edits, int rounds) {
    const std::uint32_t blocks = 8192 / frames;
    std::vector<Subject*> order = {subjects.ours.get(), subjects.raw.get(), subjects.silent.get()};
    if (subjects.simd) order.push_back(subjects.simd.get());
    for (int round = -rounds / 10; round < rounds; ++round) {
      std::array<double, 4> took{};
      for (std::size_t i = 0; i < order.size(); ++i) {
        const std::size_t turn = (i + static_cast<std::size_t>(round + rounds)) % order.size();
        took[turn] = order[turn]->run(blocks, frames, edits ? 1 : 0);
      }
      if (round < 0) continue;  // caches and branch predictors are warming up
      for (std::size_t i = 0; i < order.size(); ++i) times_[i].push_back(took[i]);
      ratios_.push_back(took[0] / took[1]);
      bare_.push_back((took[0] - took[2]) / (took[1] - took[2]));
      if (subjects.simd) simd_.push_back(took[0] / took[3]);
    }
  }

  [[nodiscard]] Times medians() const {
    Times times{.ours = median(times_[0]),
                .raw = median(times_[1]),
                .host = median(times_[2]),
                .ratio = median(ratios_),
                .ratio_bare = median(bare_)};
    if (simd_.empty()) return times;
    times.simd = median(times_[3]);
    times.ratio_simd = median(simd_);
    return times;
  }

 private:
  std::array<std::vector<double>, 4> times_;
  std::vector<double> ratios_;
  std::vector<double> bare_;
  std::vector<double> simd_;
};

/// Whether both turn the input into the same output: otherwise the ratio means nothing.
bool same_sound(Subjects& subjects, bool edits) {
  std::vector<Subject*> others = {subjects.raw.get()};
  if (subjects.simd) others.push_back(subjects.simd.get());
  subjects.ours->run(9, kMostFrames, edits ? 1 : 0);
  for (Subject* subject : others) subject->run(9, kMostFrames, edits ? 1 : 0);
  for (std::uint32_t frame = 0; frame < kMostFrames; ++frame) {
    for (std::uint32_t channel = 0; channel < 2; ++channel) {
      for (Subject* subject : others) {
        const float difference =
            subjects.ours->output(channel, frame) - subject->output(channel, frame);
        if (!(std::abs(difference) < 1e-6f)) return false;
      }
    }
  }
  return true;
}

struct Tally {
  std::uint64_t blocks = 0;
  std::uint64_t allocations = 0;
  std::uint64_t frees = 0;
  std::uint64_t locks = 0;
  std::uint64_t all = 0;

  void add(Subject& subject) {
    const RealtimeOffences& offences = subject.offences();
    blocks += subject.blocks();
    allocations += offences.allocations.load();
    frees += offences.frees.load();
    locks += offences.locks.load();
    all += offences.total();
  }
};

bool print_row(const char* format, std::uint32_t frames, bool edits, const Times& times) {
  const bool promised = frames == kPromisedFrames;
  const bool kept = !promised || times.ratio <= kPromisedRatio;
  std::printf("%-6s %6u  %-10s %10.1f %10.1f %10.1f %8.2f %10.2f%s\n", format, frames,
              edits ? "one" : "none", times.ours, times.raw, times.host, times.ratio,
              times.ratio_bare,
              !promised ? ""
              : kept    ? "  kept"
                        : "  MISSED");
  return kept;
}

bool print_simd_row(const char* format, bool edits, const Times& times) {
  if (times.simd == 0.0) return true;
  const double promised = edits ? kPromisedGlide : kPromisedBesideSimd;
  const bool kept = times.ratio_simd <= promised;
  std::printf("%-6s %6u  %-10s %10.1f %10.1f %10.1f %8.2f  at most %.1f: %s\n", format, kMostFrames,
              edits ? "gliding" : "none", times.ours, times.simd, times.host, times.ratio_simd,
              promised, kept ? "kept" : "MISSED");
  return kept;
}

/// Measures with several instances of each, as where an instance lies in memory can cost as much as
/// a wrapper does.
bool report(const char* format, const fs::path& ours, int rounds) {
  const fs::path raw = BENCH_RAW_PLUGINS;
  const std::string suffix = std::string(".") + format;
  std::array<std::array<Measurement, kFrames.size()>, 2> measurements;
  MainLoop loop;
  std::vector<Subjects> held;
  Tally tally;
  bool good = true;
  for (int set = 0; set < kSets; ++set) {
    // Those of the sets before stay, or the new ones would lie where they lay.
    Subjects& subjects = held.emplace_back(
        Subjects{Subject::open(ours, loop), Subject::open(raw / ("raw_gain" + suffix), loop),
                 Subject::open(raw / ("raw_silent" + suffix), loop), nullptr});
    if (const fs::path simd = raw / ("raw_simd" + suffix); fs::exists(simd)) {
      subjects.simd = Subject::open(simd, loop);
    }
    if (!subjects.ours || !subjects.raw || !subjects.silent) return false;
    for (const bool edits : {false, true}) {
      if (!same_sound(subjects, edits)) {
        std::fprintf(stderr, "wrapper_bench: the two %s gains do not sound the same\n", format);
        good = false;
      }
      for (std::size_t i = 0; i < kFrames.size(); ++i) {
        measurements[edits ? 1 : 0][i].add(subjects, kFrames[i], edits, rounds / kSets);
      }
    }
    tally.add(*subjects.ours);
  }
  for (const bool edits : {false, true}) {
    for (std::size_t i = 0; i < kFrames.size(); ++i) {
      good = print_row(format, kFrames[i], edits, measurements[edits ? 1 : 0][i].medians()) && good;
    }
  }
  for (const bool edits : {false, true}) {
    const Times times = measurements[edits ? 1 : 0].back().medians();
    good = print_simd_row(format, edits, times) && good;
  }
  std::printf("%-6s %llu blocks since activate: %llu allocations, %llu frees, %llu locks\n", format,
              static_cast<unsigned long long>(tally.blocks),
              static_cast<unsigned long long>(tally.allocations),
              static_cast<unsigned long long>(tally.frees),
              static_cast<unsigned long long>(tally.locks));
  std::fflush(stdout);
  return good && tally.all == 0;
}

}  // namespace

int main(int argc, char** argv) {
  int rounds = 2000;
  if (argc == 3 && std::strcmp(argv[1], "--rounds") == 0) rounds = std::atoi(argv[2]);
  if (argc != 1 && (argc != 3 || rounds < 10 * kSets)) {
    std::fprintf(stderr, "usage: wrapper_bench [--rounds N]   (N >= %d)\n", 10 * kSets);
    return 2;
  }
  if (realtime_guard_reach() == RealtimeGuardReach::nothing) {
    std::fprintf(stderr, "wrapper_bench: allocations cannot be counted in this program\n");
    return 1;
  }
  flush_denormals_to_zero();
  std::printf(
      "Stereo gain, medians of %d rounds. ns per block: through the wrapper, written by\n"
      "hand, and what the host itself takes; ratio: the first to the second (at most\n"
      "%.1f at %u frames), and the same without the host's share. Below each format the same\n"
      "beside a loop by hand that takes four samples at a time, with SSE.\n\n",
      rounds, kPromisedRatio, kPromisedFrames);
  std::printf("%-6s %6s  %-10s %10s %10s %10s %8s %10s\n", "format", "frames", "edits/block",
              "wrapper", "by hand", "host", "ratio", "bare ratio");
  const fs::path plugins = BENCH_PLUGINS;
  bool good = report("clap", plugins / "Attacca Gain.clap", rounds);
  good = report("vst3", plugins / "Attacca Gain.vst3", rounds) && good;
  return good ? 0 : 1;
}
