// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/model/fibre.hpp"

namespace attacca::model {

/// A kind of ordering that a run leaves out, to see whether the checks notice.
enum class Weaken { nothing, load_acquire, store_release, rmw_acquire, rmw_release };

/// How to explore.
struct Options {
  /// Loads may return any value that coherence and happens-before allow, not only the newest.
  bool stale_reads = false;
  /// Stores may take effect before others, of other threads, that were made earlier, and
  /// read-modify-writes may come before such stores, as far as coherence and happens-before allow.
  bool reorder_stores = false;
  /// Other threads may run between any two accesses to plain data, not only between atomics.
  bool interleave_data = false;
  /// Two accesses to plain data, one of them a write, that nothing orders are a failure.
  bool detect_races = true;
  Weaken weaken = Weaken::nothing;
};

inline constexpr std::size_t kMaxThreads = 5;  // the one that sets up is number 0
inline constexpr std::size_t kMaxLocations = 48;

/// What a thread knows of the others: how far each had come (for plain data), and for every atomic
/// the oldest store that may still be read (for coherence). A release hands it out with the value,
/// an acquire takes it in.
struct Knowledge {
  /// Where a store lies among the others to its atomic: see ModelAtomic.
  using Place = std::uint32_t;

  std::array<std::uint32_t, kMaxThreads> ticks{};
  std::array<Place, kMaxLocations> seen{};

  void join(const Knowledge& other);
  /// The stores alone: what comes behind them in time may still race.
  void join_seen(const Knowledge& other);
};

/// Ends the program: the model itself is used wrongly.
[[noreturn]] void give_up(const char* why);

/// One run of a scenario under one schedule. Modelled atomics, mutexes and plain data report to it
/// before each step; it decides, by a path of choices that can be replayed, who goes on.
class Execution {
 public:
  /// The run in progress. There is one at a time.
  static Execution& current();

  /// One decision of a path: alternative `taken` of `count`.
  struct Choice {
    std::size_t taken;
    std::size_t count;
  };

  explicit Execution(const Options& options);
  ~Execution();
  Execution(const Execution&) = delete;
  Execution& operator=(const Execution&) = delete;

  /// Runs the threads to their end along `path`, which grows by the first alternative wherever it
  /// is too short. Returns the first failure, or an empty string.
  std::string run(std::vector<Choice>& path, bool with_trace,
                  const std::function<void(Execution&)>& scenario);
  const std::string& trace() const { return trace_; }

  // For scenarios.

  /// Builds something that all threads share and that lives until the end of the run.
  template <typename T, typename... Args>
  T& make(Args&&... args) {
    auto object = std::make_shared<T>(std::forward<Args>(args)...);
    shared_.push_back(object);
    return *object;
  }

  /// Adds a thread.
  void thread(std::function<void()> body);
  /// What happens after all threads have ended, with everything visible.
  void finally(std::function<void()> body) { finally_ = std::move(body); }
  /// A check. The first one that does not hold ends the exploration.
  void expect(bool holds, const std::string& what);

  // For the modelled primitives.

  const Options& options() const { return options_; }
  std::uint16_t new_location();
  Knowledge& knowledge() { return knowledge_[running_]; }
  /// What the running thread's last release fence had to hand out: its relaxed stores do.
  const Knowledge& released_by_fence() const { return fences_[running_].released; }
  /// What its relaxed loads have brought, for its next acquire fence.
  Knowledge& acquired_by_fence() { return fences_[running_].to_acquire; }
  void fence(std::memory_order order);
  std::size_t running() const { return running_; }
  std::uint32_t tick() const { return knowledge_[running_].ticks[running_]; }
  void advance() { ++knowledge_[running_].ticks[running_]; }
  /// Lets any thread go first that can.
  void yield();
  /// The running thread cannot go on while `*busy` is true.
  void wait_while(const bool* busy);
  /// Picks one of `count` alternatives.
  std::size_t choose(std::size_t count);
  void note(const std::string& step);
  bool tracing() const { return tracing_; }

 private:
  struct Thread {
    std::function<void()> body;
    const bool* waits_for = nullptr;
    bool ended = false;
  };

  void begin(std::vector<Choice>& path, bool with_trace);
  void pick_next(bool running_can_go_on);
  void end_of_thread();

  Options options_;
  Fibre home_;
  std::vector<std::unique_ptr<Fibre>> fibres_;
  std::vector<Thread> threads_;  // thread n of the run is threads_[n - 1]
  std::vector<std::shared_ptr<void>> shared_;
  std::function<void()> finally_;
  struct Fences {
    Knowledge released;
    Knowledge to_acquire;
  };
  std::array<Knowledge, kMaxThreads> knowledge_{};
  std::array<Fences, kMaxThreads> fences_{};
  Knowledge seen_by_fences_;  // the sequentially consistent ones, which are in one order
  std::size_t running_ = 0;
  std::uint16_t locations_ = 0;
  std::vector<Choice>* path_ = nullptr;
  std::size_t position_ = 0;
  std::string failure_;
  std::string trace_;
  bool tracing_ = false;
};

}  // namespace attacca::model
