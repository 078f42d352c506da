// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/soak_summary.hpp"

#include <algorithm>
#include <vector>

#include "report/identity_json.hpp"
#include "text/printable.hpp"
#include "text/utf8.hpp"
#include "trial/run/run_report.hpp"
#include "trial/soak/soak_json.hpp"
#include "trial/soak/wording.hpp"

namespace attacca::trial {
namespace {

using nlohmann::ordered_json;
using Row = std::vector<std::string>;

/// Columns of text, the first to the left and the rest to the right.
std::string table(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], text::count_code_points(row[i]));
    }
  }
  std::string text;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string space(widths[i] - text::count_code_points(row[i]), ' ');
      text += i == 0 ? "  " + row[i] + space : "  " + space + row[i];
    }
    text += "\n";
  }
  return text;
}

std::string sight_words(const SideFigures& side) {
  if (!side.reports) return "not reported";
  if (side.latency.count == 0) return "–";
  return text_of_duration(side.latency.median) + " / " + text_of_duration(side.latency.p99_9) +
         " / " + text_of_duration(side.latency.max);
}

std::string ways_words(const SideFigures& side) {
  const bool is_known = side.at_once + side.next_callback + side.later > 0;
  return is_known ? std::to_string(side.most_callbacks) : "–";
}

std::string arrivals(const SoakReport& report) {
  std::vector<Row> rows = {{"did it arrive?", "changes", "checks", "lost", "torn", "callbacks",
                            "audio sees after", "editor sees after"}};
  for (const PluginFigures& plugin : report.figures.plugins) {
    rows.push_back({name_of(plugin, report.plan), grouped(plugin.changes),
                    grouped(plugin.audio.checks + plugin.shown.checks), grouped(plugin.lost()),
                    grouped(plugin.torn()), ways_words(plugin.audio), sight_words(plugin.audio),
                    plugin.editor == "open" ? sight_words(plugin.shown) : plugin.editor});
  }
  return table(rows) +
         "  callbacks: the most until audio saw a value, 1 is the next one; times: median / 99.9 % "
         "/ "
         "longest\n";
}

std::string audio_thread(const SoakReport& report) {
  std::vector<Row> rows = {{"on the audio thread", "callbacks", "median", "99 %", "99.9 %",
                            "longest", "late", "offences"}};
  for (const PluginFigures& plugin : report.figures.plugins) {
    const Distribution& time = plugin.callback;
    rows.push_back({name_of(plugin, report.plan), grouped(time.count),
                    text_of_duration(time.median), text_of_duration(time.p99),
                    text_of_duration(time.p99_9), text_of_duration(time.max), grouped(plugin.late),
                    grouped(plugin.audio_thread.total())});
  }
  const Distribution& all = report.figures.callback;
  rows.push_back({"all together", grouped(all.count), text_of_duration(all.median),
                  text_of_duration(all.p99), text_of_duration(all.p99_9), text_of_duration(all.max),
                  grouped(report.figures.late), ""});
  return table(rows);
}

std::string load_words(const SoakReport& report) {
  std::uint64_t values = 0;
  std::uint64_t saves = 0;
  std::uint64_t loads = 0;
  std::uint64_t openings = 0;
  for (const PluginFigures& plugin : report.figures.plugins) {
    values += plugin.automation;
    saves += plugin.state_saves;
    loads += plugin.state_loads;
    openings += plugin.editor_openings;
  }
  return "  load      " + grouped(values) + " parameter values, " + grouped(saves) +
         " states saved and " + grouped(loads) + " loaded, editors opened " + grouped(openings) +
         " times, all reactivated " + grouped(report.figures.engine_cycles) + " times\n";
}

std::string process_words(const SoakReport& report) {
  const Growth& memory = report.memory;
  const IdleFigures& idle = report.figures.idle;
  std::string text = "  memory    ";
  text += memory.is_known
              ? text_of_kilobytes(memory.per_minute) + " a minute after the first " +
                    text_of_seconds(memory.from_seconds) + ", from " +
                    text_of_kilobytes(memory.first) + words_on_allocations(report.allocations)
              : "too short to see whether it grows";
  text += "\n  idle      ";
  if (idle.without_editors < 0) return text + "not measured\n";
  if (idle.with_editors >= 0) {
    text += text_of_share(idle.with_editors) + " of one core with " + std::to_string(idle.editors) +
            " editor(s) open, " + text_of_share(idle.without_editors) + " without";
  } else {
    text += text_of_share(idle.without_editors) + " of one core, without editors";
  }
  return text + ", over " + text_of_seconds(idle.seconds) + "\n";
}

ordered_json settings_of(const SoakReport& report) {
  const SoakPlan& plan = report.plan;
  return {{"command", report.command_line},
          {"seed", plan.seed},
          {"instances", plan.instances},
          {"rate", plan.rate},
          {"block", plan.block},
          {"period_ns", plan.period_ns()},
          {"seconds", plan.seconds},
          {"changes_per_second", plan.changes_per_second},
          {"threads", name_of(plan.threads)},
          {"profile", plan.profile_name},
          {"editors", plan.opens_editors ? "open" : plan.why_no_editors},
          {"strict", report.is_strict}};
}

ordered_json builds_of(const SoakReport& report) {
  ordered_json builds = ordered_json::array();
  for (const SoakedBuild& build : report.builds) {
    builds.push_back({{"path", build.path},
                      {"sha256", build.sha256},
                      {"build_identity", json_of(build.identity ? &*build.identity : nullptr)}});
  }
  return builds;
}

}  // namespace

std::string soak_summary(const SoakReport& report) {
  const SoakPlan& plan = report.plan;
  std::string text = text_of_seconds(report.figures.seconds) + " at " + text_of_number(plan.rate) +
                     " Hz in blocks of " + std::to_string(plan.block) + " frames, " +
                     text_of_number(plan.changes_per_second) + " changes a second on each track, " +
                     (report.figures.had_realtime_priority
                          ? "with real-time priority"
                          : "without real-time priority: the system does not permit it") +
                     "; seed " + std::to_string(plan.seed) + "\n\n";
  if (!report.figures.plugins.empty()) {
    text += arrivals(report) + "\n" + audio_thread(report) + "\n" + load_words(report) +
            process_words(report);
  }
  for (const std::string& note : report.notes)
    text += "  note      " + text::printable(note) + "\n";
  for (const std::string& fault : report.faults)
    text += "  FOUND     " + text::printable(fault) + "\n";
  if (!report.stack.empty()) text += "\n" + report.stack;
  if (report.faults.empty()) {
    const SoakTotals totals = totals_of(report.figures);
    text += totals.checks > 0
                ? "\nNothing was lost, torn or broken: " + grouped(totals.checks) + " checks.\n"
                : "\nNothing was found; no plugin reports what it sees of its track.\n";
  }
  return text;
}

ordered_json soak_document(const SoakReport& report) {
  const SoakFigures& figures = report.figures;
  const SoakTotals totals = totals_of(figures);
  ordered_json document = {{"clean", report.faults.empty()},
                           {"findings", report.faults},
                           {"notes", report.notes},
                           {"started", report.started},
                           {"settings", settings_of(report)}};
  document["totals"] = {{"seconds", figures.seconds},
                        {"track_changes", totals.changes},
                        {"last_value_checks", totals.checks},
                        {"lost_last_values", totals.lost},
                        {"torn_records", totals.torn},
                        {"later_than_next_callback", totals.later},
                        {"audio_thread_offences", totals.audio_thread},
                        {"broken_rules", totals.broken_rules},
                        {"callbacks", figures.callbacks},
                        {"late_callbacks", figures.late},
                        {"skipped_periods", figures.skipped_periods},
                        {"host_offences", figures.host_offences},
                        {"engine_cycles", figures.engine_cycles},
                        {"longest_main_turn_ns", figures.longest_turn_ns},
                        {"was_interrupted", figures.was_interrupted}};
  document["callback_ns"] = figures.callback;
  document["plugins"] = figures.plugins;
  document["memory"] = {{"is_known", report.memory.is_known},
                        {"from_seconds", report.memory.from_seconds},
                        {"seconds", report.memory.seconds},
                        {"first_kb", report.memory.first},
                        {"kb_per_minute", report.memory.per_minute},
                        {"allocated_first_kb", report.allocations.first},
                        {"allocated_kb_per_minute", report.allocations.per_minute}};
  document["idle"] = figures.idle;
  document["timeline"] = report.timeline.lines();
  document["machine"] = {{"processor", report.machine.processor},
                         {"cores", report.machine.cores},
                         {"kernel", report.machine.kernel},
                         {"load", report.machine.load},
                         {"realtime_priority", figures.had_realtime_priority},
                         {"counts_audio_calls", figures.counts_audio_calls}};
  document["builds"] = builds_of(report);
  document["printed"] = report.printed;
  document["stack"] = report.stack;
  return document;
}

const char* const kSoakJsonKeys =
    "  clean, findings: [..], notes: [..], started,\n"
    "  settings: {command, seed, instances, rate, block, period_ns, seconds, changes_per_second,\n"
    "    threads, profile, editors, strict}\n"
    "  totals: {seconds, track_changes, last_value_checks, lost_last_values, torn_records,\n"
    "    later_than_next_callback, audio_thread_offences, broken_rules, callbacks,\n"
    "    late_callbacks, skipped_periods, host_offences, engine_cycles, longest_main_turn_ns,\n"
    "    was_interrupted}\n"
    "  callback_ns: durations = {count, median, p99, p99_9, max, buckets: [[longest, count]..]}\n"
    "  plugins: [{path, format, id, name, version, number, track_info_by, editor, changes,\n"
    "    aimed, met, audio, shown: {reports, checks, lost, seen, torn, at_once, next_callback, "
    "later,\n"
    "      most_callbacks, latency: durations}, processed, late, callback: durations,\n"
    "    audio_thread: {allocations, frees, locks, waits, sleeps, threads, files, sockets,\n"
    "      mappings, libraries, system_calls},\n"
    "    offence_sites: [where they came from, as text],\n"
    "    broken_rules: [{what, count, is_grave}], automation, state_saves, state_loads,\n"
    "    editor_openings, refusals, refusal_count}]\n"
    "  memory: {is_known, from_seconds, seconds, first_kb, kb_per_minute, allocated_first_kb,\n"
    "    allocated_kb_per_minute}\n"
    "  idle: {seconds, with_editors, without_editors, editors}: per cent of one core, or -1\n"
    "  timeline: [{time, span, callbacks, late, median, p99_9, max, changes, checks, lost, torn,\n"
    "    resident_kb, allocated_kb}], machine, builds: [{path, sha256, build_identity}], printed: "
    "[..],\n"
    "  stack: where it crashed or hung, as text";

}  // namespace attacca::trial
