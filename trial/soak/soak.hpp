// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include "host/base/main_loop.hpp"
#include "host/engine/engine.hpp"
#include "host/plugin/module.hpp"
#include "trial/soak/burst_worker.hpp"
#include "trial/soak/soak_figures.hpp"
#include "trial/soak/soak_meter.hpp"
#include "trial/soak/soak_plan.hpp"
#include "trial/soak/soak_vitals.hpp"
#include "trial/soak/soaked_plugin.hpp"

namespace attacca::trial {

/// Takes what is known once a second. [main]
class SoakListener {
 public:
  virtual ~SoakListener() = default;
  virtual void on_second(const SoakSecond& second) = 0;
  virtual void on_figures(const SoakFigures& figures) = 0;
};

/// The load: engine, plugins, editors, and cycles of a burst of changes, quiet, one single change,
/// quiet; in between states, editors and activation take their turns. All members [main].
class Soak {
 public:
  Soak(const SoakPlan& plan, SoakVitals& vitals, SoakListener& listener);
  ~Soak();
  Soak(const Soak&) = delete;
  Soak& operator=(const Soak&) = delete;

  /// Once. The listener has the last figures when it returns; an error is among them.
  void run();

  /// Ends the soak early, as soon as possible; safe in a signal handler. [any]
  static void interrupt() noexcept;

 private:
  using Clock = host::MainLoop::Clock;
  using Phase = RunVitals::Phase;

  [[nodiscard]] Result<void> load();
  [[nodiscard]] Result<void> start_engine();
  void load_cycles();
  void cycle(double seconds, std::uint64_t changes);
  void burst(double seconds, std::uint64_t changes);
  void await_worker();
  void single_change();
  void expect_everywhere();
  void settle();
  void act_between_cycles();
  void take_state_turn();
  void take_editor_turn();
  void cycle_engine();
  void pause_engine();
  void open_editor(std::size_t index);
  void measure_idle();
  double idle_share(double seconds);
  void close();

  void send_update(std::size_t index, Aim aim);  ///< On the main thread.
  template <typename Done>
  void turn_until(Clock::time_point deadline, Done&& done);
  void turn_for(double seconds);
  void look_around();
  void watch_audio();
  void report(const std::optional<SoakSecond>& second);
  [[nodiscard]] SoakFigures figures() const;
  [[nodiscard]] double now() const;
  [[nodiscard]] bool is_over() const noexcept;
  [[nodiscard]] double random(double low, double high);
  /// A time by which something happens every `usual` seconds, and a few times in short soaks.
  [[nodiscard]] double every(double usual) const;

  const SoakPlan& plan_;
  SoakVitals& vitals_;
  SoakListener& listener_;
  std::mt19937_64 random_;
  host::MainLoop loop_;
  // Destroyed in reverse: the worker notifies plugins, plugins hold editors, which go before the
  // engine's instances.
  std::vector<std::shared_ptr<host::Module>> modules_;
  host::Engine engine_;
  std::vector<std::unique_ptr<SoakedPlugin>> plugins_;
  std::unique_ptr<BurstWorker> worker_;
  Error error_;
  Clock::time_point began_{};
  std::atomic<Aim> worker_aim_{Aim::none};
  double next_automation_ = 0.0;
  double next_state_ = 0.0;
  double next_editor_ = 0.0;
  double next_engine_ = 0.0;
  std::size_t state_turn_ = 0;
  std::size_t editor_turn_ = 0;
  std::uint64_t single_changes_ = 0;
  std::uint64_t engine_cycles_ = 0;
  std::uint64_t longest_turn_ns_ = 0;
  std::uint64_t last_look_ns_ = 0;
  IdleFigures idle_;
  std::uint64_t callbacks_seen_ = 0;
  Clock::time_point callbacks_moved_{};
  SoakMeter meter_;
};

}  // namespace attacca::trial
