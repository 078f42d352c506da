// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/soak_report.hpp"

#include <algorithm>
#include <cstdio>

#include "host/window/display.hpp"
#include "trial/soak/wording.hpp"

namespace attacca::trial {
namespace {

/// What counts as growth: after a minute or more, half a megabyte each minute.
constexpr double kJudgedSeconds = 60.0;
constexpr double kGrowthKilobytes = 512.0;

void judge_plugin(const PluginFigures& plugin, SoakReport& report) {
  const std::string who = name_of(plugin, report.plan);
  const auto fault = [&](const std::string& what) { report.faults.push_back(who + " " + what); };
  const auto side = [&](const SideFigures& figures, const std::string& which) {
    if (figures.lost > 0) {
      fault("lost " + grouped(figures.lost) + " of " + grouped(figures.checks) +
            " last values on their way to " + which);
    }
    if (figures.torn > 0) {
      fault("saw " + grouped(figures.torn) + " torn record(s) in " + which +
            ": values that it was never sent");
    }
  };
  side(plugin.audio, "audio");
  side(plugin.shown, "the editor");
  if (plugin.audio.later > 0) {
    fault("saw " + grouped(plugin.audio.later) +
          " value(s) later than in the next callback; the longest way took " +
          grouped(plugin.audio.most_callbacks) + " callbacks");
  }
  if (const std::uint64_t calls = plugin.audio_thread.total(); calls > 0) {
    fault("made " + grouped(calls) + " call(s) on the audio thread that take unbounded time");
    constexpr std::size_t kMostSites = 8;
    const auto& sites = plugin.offence_sites;
    for (std::size_t i = 0; i < std::min(sites.size(), kMostSites); ++i) fault("made " + sites[i]);
    if (sites.size() > kMostSites) {
      fault("... and at " + std::to_string(sites.size() - kMostSites) + " other places (--json)");
    }
  }
  for (const BrokenRule& rule : plugin.broken_rules) {
    const std::string what = rule.what + " (" + grouped(rule.count) + " times)";
    if (rule.is_grave || report.is_strict) {
      fault(what);
    } else {
      report.notes.push_back(who + " " + what);
    }
  }
  if (plugin.refusal_count > 0) {
    fault("refused " + grouped(plugin.refusal_count) + " time(s): " + plugin.refusals.front());
  }
  if (!plugin.processed && report.figures.callbacks > 0) fault("refused to process");
}

void judge_machine(SoakReport& report) {
  const SoakFigures& figures = report.figures;
  auto& strict = report.is_strict ? report.faults : report.notes;
  if (figures.late > 0) {
    strict.push_back(grouped(figures.late) + " of " + grouped(figures.callbacks) +
                     " callbacks were late" +
                     (figures.had_realtime_priority
                          ? ""
                          : "; the audio thread had no real-time priority, so that other "
                            "programs could keep it waiting"));
  }
  const Growth& memory = report.memory;
  if (memory.is_known && memory.seconds >= kJudgedSeconds && memory.per_minute > kGrowthKilobytes) {
    strict.push_back("memory grew by " + text_of_kilobytes(memory.per_minute) +
                     " a minute after the first " + text_of_seconds(memory.from_seconds) +
                     words_on_allocations(report.allocations));
  }
  if (figures.host_offences > 0) {
    report.faults.push_back("the host itself made " + grouped(figures.host_offences) +
                            " call(s) on the audio thread that take unbounded time");
  }
  if (!figures.counts_audio_calls) {
    report.notes.push_back("this build does not count all calls on the audio thread");
  }
}

void judge_reach(SoakReport& report) {
  const SoakFigures& figures = report.figures;
  report.notes.insert(report.notes.end(), report.plan.notes.begin(), report.plan.notes.end());
  if (figures.was_interrupted) {
    report.notes.push_back("interrupted after " + text_of_seconds(figures.seconds) + " of " +
                           text_of_seconds(report.plan.total_seconds()));
  }
  if (report.plan.why_no_editors == "no display") {
    report.notes.push_back("editors were left out: " + std::string(host::why_no_display().value_or(
                                                           "the display cannot be opened")));
  }
  for (const PluginFigures& plugin : figures.plugins) {
    const std::string who = name_of(plugin, report.plan);
    if (plugin.track_info_by.empty()) {
      report.notes.push_back(who +
                             " received no track info: it does not ask, or the host's "
                             "profile does not send it");
    } else if (!plugin.audio.reports) {
      report.notes.push_back(who +
                             " does not report what it sees of its track, so that nothing "
                             "could be checked (docs/track-info.md)");
    } else if (plugin.aimed > 0 && plugin.met == 0) {
      report.notes.push_back(who + " was never notified during a callback, in " +
                             grouped(plugin.aimed) +
                             " tries: it does not look at its events, so that its callbacks "
                             "cannot be held open, and none was met by chance");
    }
  }
}

}  // namespace

std::string words_on_allocations(const Growth& allocations) {
  if (!allocations.is_known || !(allocations.first > 0.0)) return {};
  return " (of it allocated: " + text_of_kilobytes(allocations.per_minute) + " a minute, from " +
         text_of_kilobytes(allocations.first) + ")";
}

std::string name_of(const PluginFigures& plugin, const SoakPlan& plan) {
  std::string name = plugin.name + " (" + plugin.format + ")";
  if (plan.instances > 1) name += " #" + std::to_string(plugin.number);
  return name;
}

SoakTotals totals_of(const SoakFigures& figures) {
  SoakTotals totals;
  for (const PluginFigures& plugin : figures.plugins) {
    totals.changes += plugin.changes;
    totals.checks += plugin.audio.checks + plugin.shown.checks;
    totals.lost += plugin.lost();
    totals.torn += plugin.torn();
    totals.later += plugin.audio.later;
    totals.audio_thread += plugin.audio_thread.total();
    for (const BrokenRule& rule : plugin.broken_rules) totals.broken_rules += rule.count;
  }
  return totals;
}

void judge(SoakReport& report) {
  report.memory = report.timeline.memory();
  report.allocations = report.timeline.allocations();
  if (!report.figures.error.empty()) report.faults.push_back(report.figures.error);
  for (const PluginFigures& plugin : report.figures.plugins) judge_plugin(plugin, report);
  judge_machine(report);
  judge_reach(report);
}

}  // namespace attacca::trial
