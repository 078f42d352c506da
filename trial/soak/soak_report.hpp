// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "package/records.hpp"
#include "trial/soak/machine_facts.hpp"
#include "trial/soak/soak_figures.hpp"
#include "trial/soak/soak_plan.hpp"
#include "trial/soak/timeline.hpp"

namespace attacca::trial {

/// Which build of a plugin was under load.
struct SoakedBuild {
  std::string path;
  std::string sha256;  ///< Of the binary; empty when it could not be read.
  std::optional<package::BuildIdentity> identity;  ///< Plugins of other frameworks have none.
};

/// A soak that is over, by whatever end, with all that the reports need.
struct SoakReport {
  SoakPlan plan;
  bool is_strict = false;
  std::string command_line;
  std::string started;  ///< UTC, ISO 8601
  MachineFacts machine;
  std::vector<SoakedBuild> builds;
  SoakFigures figures;
  Timeline timeline;
  Growth memory;                     ///< Resident, kB
  Growth allocations;                ///< What malloc had given out, kB; all 0: not known.
  std::vector<std::string> printed;  ///< The last lines that the plugins printed.
  std::string stack;                 ///< Where it crashed or hung; empty: it did not.
  std::vector<std::string> faults;   ///< What was found; empty: all is well.
  std::vector<std::string> notes;    ///< What a reader should know, without being a fault.
};

/// "Track Info Display (vst3) #2"; the number only where there are several. [any]
[[nodiscard]] std::string name_of(const PluginFigures& plugin, const SoakPlan& plan);

/// " (of it allocated: 2 kB a minute, from 9.8 MB)", for after what was said of resident memory;
/// empty where it is not known. What is resident and not allocated is malloc's to use again. [any]
[[nodiscard]] std::string words_on_allocations(const Growth& allocations);

/// Sums over all plugins.
struct SoakTotals {
  std::uint64_t changes = 0;
  std::uint64_t checks = 0;
  std::uint64_t lost = 0;
  std::uint64_t torn = 0;
  std::uint64_t later = 0;  ///< Values that audio saw later than in the next callback.
  std::uint64_t audio_thread = 0;
  std::uint64_t broken_rules = 0;
};
[[nodiscard]] SoakTotals totals_of(const SoakFigures& figures);

/// Fills in faults and notes from the figures. What is there already, such as a crash, stays.
/// [main]
void judge(SoakReport& report);

}  // namespace attacca::trial
