// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "trial/soak/soak_plan.hpp"
#include "trial/soak/soak_vitals.hpp"

namespace attacca::trial {

/// What a view shows.
struct LiveState {
  double seconds = 0.0;
  double total_seconds = 0.0;
  double period_ns = 0.0;
  std::uint64_t changes = 0;
  std::uint64_t checks = 0;
  std::uint64_t lost = 0;
  std::uint64_t torn = 0;
  std::uint64_t callbacks = 0;
  std::uint64_t late = 0;
  std::uint64_t longest_ns = 0;
  std::uint64_t offences = 0;
  std::uint64_t resident_kb = 0;
  std::uint64_t first_resident_kb = 0;
  double changes_per_second = 0.0;
  std::string plugins;   ///< "Track Info Display (vst3, clap), 2 of each"
  std::string activity;  ///< "updating tracks"
};

/// The view's lines for a terminal of so many columns, without escape sequences. [any]
[[nodiscard]] std::vector<std::string> live_lines(const LiveState& state, std::size_t columns);
/// One line for logs. [any]
[[nodiscard]] std::string progress_line(const LiveState& state);

/// Shows on the standard error how a soak goes: on a terminal a few lines that are redrawn in
/// place, elsewhere a line every ten seconds. All members [main].
class LiveView {
 public:
  enum class Kind { none, lines, terminal };

  LiveView(const SoakPlan& plan, const SoakVitals& vitals, Kind kind);
  ~LiveView();  ///< Removes what was drawn and shows the cursor again.
  LiveView(const LiveView&) = delete;
  LiveView& operator=(const LiveView&) = delete;

  /// A terminal where the standard error is one, else lines.
  [[nodiscard]] static Kind usual_kind() noexcept;

  /// Draws when it is time to, however often it is called.
  void turn();

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] LiveState state();
  void draw(const LiveState& state);

  const SoakPlan& plan_;
  const SoakVitals& vitals_;
  const Kind kind_;
  const bool has_color_;
  Clock::time_point next_{};
  std::size_t drawn_ = 0;
  std::uint64_t first_resident_kb_ = 0;
  double last_seconds_ = 0.0;
  std::uint64_t last_changes_ = 0;
  double rate_ = 0.0;
};

}  // namespace attacca::trial
