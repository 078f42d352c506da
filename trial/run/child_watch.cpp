// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/child_watch.hpp"

#include "host/crash/crash_report.hpp"

namespace attacca::trial {

bool SignsOfLife::goes_on() {
  if (vitals_.phase == RunVitals::Phase::audio_stalled) return false;
  if (vitals_.beats != beats_) {
    beats_ = vitals_.beats;
    last_beat_ = Clock::now();
  }
  return Clock::now() - last_beat_ <= patience_;
}

void ask_hanging(pid_t child, host::CrashRecord& crash) {
  constexpr std::chrono::seconds kAnswer{2};
  if (!host::ask_where(child, crash, kAnswer)) crash.state = host::CrashRecord::kEmpty;
}

ChildEnding ending_of(pid_t child, bool has_ended, std::optional<int> signal,
                      const RunVitals& vitals) {
  using Kind = ChildEnding::Kind;
  if (!has_ended) return {Kind::hung, 0, child, {}, {}, false};
  if (signal) return {Kind::crashed, *signal, child, {}, {}, false};
  const bool is_done = vitals.phase == RunVitals::Phase::done;
  return {is_done ? Kind::finished : Kind::left, 0, child, {}, {}, false};
}

void add_crash(ChildEnding& ending, const host::CrashRecord& crash) {
  const bool has_fallen =
      ending.kind == ChildEnding::Kind::crashed || ending.kind == ChildEnding::Kind::hung;
  if (has_fallen) ending.crash = host::read_crash(crash);
}

}  // namespace attacca::trial
