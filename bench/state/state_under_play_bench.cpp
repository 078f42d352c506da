// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The longest callback while states are saved and loaded under play, beside the same without. An
// audio thread runs paced as a host's does; meanwhile the main thread saves and loads one state
// after the other, without a pause. Two times are taken of each callback: by the clock, with
// whatever the system puts in between, and of the thread itself: what the callback did. The system
// disturbs each kind alike: they take turns, and the median of many rounds' longest is the figure.
// "guard" is how often a callback allocated, freed, locked or called the system, of all of them.
// Usage: state_under_play_bench [ROUNDS of half a second each, 9]

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <pthread.h>
#include <sched.h>
#include <time.h>

#include "host/base/main_loop.hpp"
#include "host/guard/realtime_guard.hpp"
#include "host/plugin/module.hpp"
#include "host/plugin/port_memory.hpp"

namespace {

using namespace attacca;
using Clock = std::chrono::steady_clock;

constexpr double kRate = 48000.0;
constexpr std::uint32_t kMostFrames = 1024;

std::int64_t own_nanoseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

struct Times {
  std::vector<double> clock;  ///< µs
  std::vector<double> own;    ///< µs
  bool has_priority = false;
};

double share(std::vector<double>& values, double part) {
  const auto at = static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

/// Runs blocks until `is_over`, one in each period.
Times play(host::PluginInstance& instance, std::uint32_t frames, double seconds,
           const std::atomic<bool>& is_over) {
  Times times;
  sched_param priority{};
  priority.sched_priority = 70;
  times.has_priority = pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority) == 0;
  const auto period = std::chrono::nanoseconds(static_cast<std::int64_t>(frames * 1e9 / kRate));
  const auto most = static_cast<std::size_t>(seconds * 2.0 * kRate / frames);
  times.clock.reserve(most);
  times.own.reserve(most);
  host::PortMemory memory(instance.ports(), kMostFrames);
  host::Transport transport;
  transport.is_playing = true;
  host::ProcessBlock block;
  block.frames = frames;
  block.inputs = memory.inputs();
  block.outputs = memory.outputs();
  block.transport = &transport;
  auto next = Clock::now();
  while (!is_over.load(std::memory_order_relaxed) && times.clock.size() < most) {
    next = std::max(next + period, Clock::now());
    std::this_thread::sleep_until(next);
    const std::int64_t own = own_nanoseconds();
    const auto begun = Clock::now();
    (void)instance.process(block);
    const std::chrono::duration<double, std::micro> took = Clock::now() - begun;
    times.clock.push_back(took.count());
    times.own.push_back(static_cast<double>(own_nanoseconds() - own) / 1e3);
    transport.position_frames = block.steady_frames = block.steady_frames + frames;
  }
  return times;
}

int failed(const std::string& why) {
  std::fprintf(stderr, "bench: %s\n", why.c_str());
  return 1;
}

/// One way to play: how long the blocks are, and how long the states that come and go meanwhile.
struct Cell {
  std::uint32_t frames;
  int kilobytes;
  std::size_t bytes = 0;  ///< of a state
  std::size_t states = 0;
  std::size_t callbacks = 0;
  std::vector<double> medians{};
  std::vector<double> longest{};
  std::vector<double> longest_own{};
  std::uint64_t offences = 0;  ///< what the guard has counted in callbacks, of whatever kind
};

bool play_round(host::Module& module, Cell& cell, double seconds) {
  host::MainLoop loop;
  auto instance = module.create({}, loop);
  if (!instance) return false;
  host::PluginInstance& one = **instance;
  const host::ParameterInfo* const size = one.find_parameter("Kilobytes");
  if (size == nullptr) return false;
  (void)one.set_parameter(size->id, cell.kilobytes);
  for (int i = 0; i < 20; ++i) (void)loop.run_once(std::chrono::milliseconds(5));
  const auto state = one.save_state();
  if (!state || !one.activate(kRate, kMostFrames) || !one.start_processing()) return false;
  cell.bytes = state->size();
  std::atomic<bool> is_over{false};
  Times times;
  std::thread audio([&] { times = play(one, cell.frames, seconds, is_over); });
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  bool is_good = true;
  while (is_good && Clock::now() < end) {
    if (cell.kilobytes > 0) {
      const auto saved = one.save_state();
      is_good = saved && one.load_state(*saved);
      ++cell.states;
    }
    (void)loop.run_once(std::chrono::milliseconds(cell.kilobytes > 0 ? 0 : 5));
  }
  is_over = true;
  audio.join();
  one.stop_processing();
  one.deactivate();
  cell.callbacks += times.clock.size();
  cell.offences += one.realtime_offences().total();
  cell.medians.push_back(share(times.clock, 0.5));
  cell.longest.push_back(share(times.clock, 1.0));
  cell.longest_own.push_back(share(times.own, 1.0));
  return is_good;
}

int run(const std::string& path, int rounds) {
  auto module = host::Module::open(path);
  if (!module) return failed(module.error().message);
  std::vector<Cell> cells;
  for (const std::uint32_t frames : {32u, 64u, 256u, 1024u}) {
    for (const int kilobytes : {0, 8, 7'500}) cells.push_back({frames, kilobytes});
  }
  for (int round = 0; round < rounds; ++round) {
    for (Cell& cell : cells) {
      if (!play_round(**module, cell, 0.5)) return failed("a plugin or a state was refused");
    }
  }
  for (Cell& cell : cells) {
    std::printf(
        "%4u frames %9zu bytes %7zu states %7zu callbacks   median %6.2f us   longest %6.2f us "
        "(own %6.2f), of all rounds %7.2f   guard %llu\n",
        cell.frames, cell.kilobytes > 0 ? cell.bytes : 0, cell.states, cell.callbacks,
        share(cell.medians, 0.5), share(cell.longest, 0.5), share(cell.longest_own, 0.5),
        share(cell.longest, 1.0), static_cast<unsigned long long>(cell.offences));
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 9;
  if (host::realtime_guard_reach() != host::RealtimeGuardReach::everything) {
    return failed("the guard does not see everything in this build");
  }
  for (const char* format : {"clap", "vst3"}) {
    std::printf("%s\n", format);
    if (const int wrong = run(std::string(BENCH_PLUGINS "/holder.") + format, rounds)) {
      return wrong;
    }
  }
  return 0;
}
