// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "host/base/main_loop.hpp"
#include "host/engine/engine.hpp"
#include "host/plugin/module.hpp"
#include "trial/run/performer.hpp"
#include "trial/run/plugin_settings.hpp"
#include "trial/run/progress.hpp"
#include "trial/run/run_plan.hpp"
#include "trial/run/run_result.hpp"
#include "trial/run/run_vitals.hpp"
#include "trial/run/staged_output.hpp"

namespace attacca::trial {

/// Plays a plan: loads the plugins, runs the engine, makes the script's changes at their times and
/// checks what arrives. [main]
class Performance {
 public:
  Performance(const RunPlan& plan, RunVitals& vitals);
  ~Performance();
  Performance(const Performance&) = delete;
  Performance& operator=(const Performance&) = delete;

  /// Once. Errors: what the plugins, the display or the disk refused.
  [[nodiscard]] Result<RunResult> play();

  /// Whose fault it is when play() fails: the call's, or what it ran into.
  [[nodiscard]] ExitCode failure_code() const noexcept { return failure_code_; }

  /// Ends the run early, as soon as possible; safe in a signal handler. [any]
  static void interrupt() noexcept;

 private:
  using Clock = host::MainLoop::Clock;
  using Phase = RunVitals::Phase;

  [[nodiscard]] Result<void> load();
  [[nodiscard]] Result<void> load_track(std::size_t index);
  /// Whether a plugin of the track has ports of this kind.
  [[nodiscard]] bool has_notes(std::size_t track,
                               std::vector<host::NotePortInfo> host::PortLayout::* ports) const;
  /// Where notes shall go from one track to another, plugins must send and take some.
  [[nodiscard]] Result<void> check_note_ways() const;
  [[nodiscard]] Result<void> open_editors();
  [[nodiscard]] Result<void> start();
  void play_script();
  void play_to_end();
  [[nodiscard]] Result<void> save_screenshots();
  [[nodiscard]] Result<void> finish_output();
  [[nodiscard]] Result<void> save_recordings();
  void close();

  /// Whether the run ends early.
  [[nodiscard]] bool is_over() const noexcept;
  void happen(std::size_t index);
  void change(std::size_t index);
  void change_track(std::size_t index, std::size_t number);
  void act(std::size_t index);
  /// Notes where sound cannot be heard because a plugin lacks the channels for it.
  void note_missing_channels(const Performer& performer);
  void stop_engine();
  void start_engine(std::size_t index);

  /// Whether nothing happens to the track for so long after event `index` that the value must
  /// arrive: the next change, or for audio also the next stop, is a gap away.
  [[nodiscard]] bool is_quiet_after(std::size_t index, std::size_t track, bool for_audio) const;
  void expect(std::size_t index, Performer& performer);
  /// Waits until the plugin has nothing to wait for; each check has its own patience.
  void settle(Performer& performer);

  [[nodiscard]] double now() const;  ///< Seconds of the run.
  void wait_until(double time);
  void hold_at(std::uint64_t frame);
  /// Turns the main loop until `done`, the deadline or an interrupt.
  template <typename Done>
  void turn_until(Clock::time_point deadline, Done&& done);
  void look_around();
  void watch_audio();
  [[nodiscard]] std::uint64_t frame_at(double time) const;

  const RunPlan& plan_;
  RunVitals& vitals_;
  const double gap_;
  host::MainLoop loop_;
  // Destroyed in reverse: performers hold editors, which go before the engine's instances.
  std::vector<std::shared_ptr<host::Module>> modules_;
  host::Engine engine_;
  std::vector<std::unique_ptr<Performer>> performers_;
  PluginSettings settings_;
  ExitCode failure_code_ = ExitCode::wrong;
  std::vector<std::string> notes_;
  std::unique_ptr<StagedOutput> output_;
  std::filesystem::path staged_path_;  // by which the recorder knows it
  Progress progress_;
  Clock::time_point began_{};
  double stopped_for_ = 0.0;  ///< Seconds for which the engine has been stopped so far.
  double stopped_at_ = 0.0;
  double largest_delay_ = 0.0;
  std::optional<Error> failure_;  ///< A plugin that refused while the run was on.
  std::uint64_t changes_ = 0;
  std::uint64_t hold_ = 0;
  std::uint64_t callbacks_seen_ = 0;
  Clock::time_point callbacks_moved_{};
};

}  // namespace attacca::trial
