// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Which share of single renames never reaches the audio thread: the plugin that skips an update
// when its audio thread is busy (tests/faulty, borrow-skips) against its correct twin, at three
// loads of the audio thread. One rename at a random moment, three callbacks, a look; no host sends
// a rename twice, so what is missing then is lost for good.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <thread>

#include <stdlib.h>

#include "host/engine/track_witness.hpp"
#include "host/plugin/callback_visitor.hpp"
#include "host/plugin/module.hpp"
#include "host/plugin/port_memory.hpp"

namespace {

namespace fs = std::filesystem;
namespace host = attacca::host;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kFrames = 64;
constexpr std::chrono::nanoseconds kPeriod{1'333'333};  // of 64 frames at 48 kHz
constexpr int kTrials = 1000;

template <typename T>
T must(attacca::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "lost_renames_bench: %s\n", result.error().message.c_str());
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Makes each callback last as long as a busy plugin's.
class Load final : public host::CallbackVisitor {
 public:
  explicit Load(double share)
      : length_(std::chrono::duration_cast<Clock::duration>(kPeriod * share)) {}
  void in_callback() noexcept override {
    const auto until = Clock::now() + length_;
    while (Clock::now() < until) {
    }
  }

 private:
  const Clock::duration length_;
};

/// Calls process() once a period until it is destroyed.
class Audio {
 public:
  Audio(host::PluginInstance& instance, double share)
      : instance_(instance),
        load_(share),
        memory_(instance.ports(), kFrames),
        thread_([this] { play(); }) {}
  ~Audio() {
    is_over_ = true;
    thread_.join();
  }
  Audio(const Audio&) = delete;
  Audio& operator=(const Audio&) = delete;
  void wait_for_callbacks(std::uint64_t count) const {
    const std::uint64_t until = callbacks_ + count;
    while (callbacks_ < until) std::this_thread::sleep_for(kPeriod / 4);
  }

 private:
  void play() {
    auto next = Clock::now();
    while (!is_over_) {
      host::ProcessBlock block;
      block.frames = kFrames;
      block.inputs = memory_.inputs();
      block.outputs = memory_.outputs();
      block.visitor = &load_;
      instance_.process(block);
      ++callbacks_;
      next = std::max(next + std::chrono::duration_cast<Clock::duration>(kPeriod), Clock::now());
      std::this_thread::sleep_until(next);
    }
  }

  host::PluginInstance& instance_;
  Load load_;
  host::PortMemory memory_;
  std::atomic<std::uint64_t> callbacks_{0};
  std::atomic<bool> is_over_{false};
  std::thread thread_;
};

/// Renames lost, of kTrials.
int lose(const fs::path& path, double share) {
  host::MainLoop loop;
  const auto module = must(host::Module::open(path));
  const auto instance = must(module->create("", loop));
  must(instance->activate(48000.0, kFrames));
  (void)instance->start_processing();
  host::TrackWitness witness(*instance, host::TrackWitness::Side::audio);
  std::mt19937 random(1);
  int lost = 0;
  {
    const Audio audio(*instance, share);
    for (int trial = 0; trial < kTrials; ++trial) {
      host::TrackInfo info;
      info.name = "Take " + std::to_string(trial);
      const auto pause = std::chrono::nanoseconds(random() % (2 * kPeriod.count()));
      std::this_thread::sleep_for(pause);
      instance->send_track_info({info, false, {}});
      audio.wait_for_callbacks(3);
      instance->pump();
      const auto digests = witness.digests_of(info);
      const auto seen = witness.digest();
      lost += !seen || std::find(digests.begin(), digests.end(), *seen) == digests.end() ? 1 : 0;
    }
  }
  instance->stop_processing();
  instance->deactivate();
  return lost;
}

}  // namespace

int main() {
  std::string pattern = (fs::temp_directory_path() / "attacca-losses-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return 1;
  std::printf("single renames that audio never sees, of %d, %u-frame blocks at 48 kHz\n\n", kTrials,
              kFrames);
  std::printf("%-36s %10s %10s %10s\n", "load of the audio thread", "10 %", "50 %", "90 %");
  bool is_right = true;
  for (const char* const name : {"borrow-skips", "correct"}) {
    const fs::path path = fs::path(pattern) / (std::string(name) + ".clap");
    fs::copy_file(FAULTY_PLUGIN, path);
    std::printf("%-36s", std::string(name) == "correct" ? "newest value (triple buffer)"
                                                        : "try to borrow, skip when busy");
    for (const double share : {0.1, 0.5, 0.9}) {
      const int lost = lose(path, share);
      std::printf(" %8.1f %%", 100.0 * lost / kTrials);
      std::fflush(stdout);
      is_right = is_right && (lost == 0) == (std::string(name) == "correct");
    }
    std::printf("\n");
  }
  std::error_code error;
  fs::remove_all(pattern, error);
  return is_right ? 0 : 1;
}
