// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/soak_meter.hpp"

#include "host/guard/realtime_guard.hpp"
#include "trial/soak/process_usage.hpp"

namespace attacca::trial {

std::optional<SoakSecond> SoakMeter::look(double time) {
  if (time >= next_vitals_) update_vitals(time);
  if (!is_under_load_ || time - total_.time < 1.0) return std::nullopt;
  return close_second(time);
}

std::optional<SoakSecond> SoakMeter::end_load(double time) {
  constexpr double kLongEnough = 0.3;
  is_under_load_ = false;
  if (time - total_.time < kLongEnough) return std::nullopt;
  return close_second(time);
}

void SoakMeter::update_vitals(double time) {
  next_vitals_ = time + 0.05;
  std::uint64_t changes = 0;
  std::uint64_t checks = 0;
  std::uint64_t lost = 0;
  std::uint64_t torn = 0;
  std::uint64_t offences = 0;
  for (const auto& plugin : plugins_) {
    changes += plugin->changes();
    checks += plugin->checks();
    lost += plugin->lost();
    torn += plugin->torn();
    offences += plugin->offences();
  }
  vitals_.seconds = time;
  vitals_.changes = changes;
  vitals_.checks = checks;
  vitals_.lost = lost;
  vitals_.torn = torn;
  vitals_.offences = offences;
  vitals_.callbacks = engine_.timing().count();
  vitals_.late = engine_.timing().late();
  vitals_.longest_ns = engine_.timing().max();
  vitals_.resident_kb = resident_kilobytes();
}

SoakSecond SoakMeter::close_second(double time) {
  update_vitals(time);
  const Histogram callbacks = Histogram::of(engine_.timing());
  const Distribution these = callbacks.since(last_callbacks_).distribution();
  last_callbacks_ = callbacks;
  SoakSecond sums;
  sums.time = time;
  sums.late = vitals_.late;
  sums.changes = vitals_.changes;
  sums.checks = vitals_.checks;
  sums.lost = vitals_.lost;
  sums.torn = vitals_.torn;
  SoakSecond second;
  second.time = time;
  second.span = time - total_.time;
  second.callbacks = these.count;
  second.median = these.median;
  second.p99_9 = these.p99_9;
  second.max = these.max;
  second.late = sums.late - total_.late;
  second.changes = sums.changes - total_.changes;
  second.checks = sums.checks - total_.checks;
  second.lost = sums.lost - total_.lost;
  second.torn = sums.torn - total_.torn;
  second.resident_kb = vitals_.resident_kb;
  second.allocated_kb = allocated_kilobytes();
  total_ = sums;
  return second;
}

SoakFigures SoakMeter::figures() const {
  SoakFigures figures;
  for (const auto& plugin : plugins_) figures.plugins.push_back(plugin->figures());
  const host::EngineReport report = engine_.report();
  figures.callback = Histogram::of(engine_.timing()).distribution();
  figures.callbacks = figures.callback.count;
  figures.late = report.callback.late;
  figures.skipped_periods = report.skipped_periods;
  figures.host_offences = report.own_offences;
  figures.had_realtime_priority = report.had_realtime_priority;
  figures.counts_audio_calls = host::realtime_guard_reach() == host::RealtimeGuardReach::everything;
  return figures;
}

}  // namespace attacca::trial
