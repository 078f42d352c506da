// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/html_report.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "text/markup.hpp"
#include "trial/run/run_report.hpp"
#include "trial/soak/html_style.hpp"
#include "trial/soak/soak_plots.hpp"
#include "trial/soak/wording.hpp"

namespace attacca::trial {
namespace {

std::string element(const std::string& name, const std::string& content) {
  return "<" + name + ">" + content + "</" + name + ">";
}

std::string duration(std::uint64_t nanoseconds) {
  return text::escaped_for_markup(text_of_duration(nanoseconds));
}

/// A table's row; the first cell names it.
std::string row(const std::vector<std::string>& cells) {
  std::string text = "<tr><th scope=\"row\">" + cells.front() + "</th>";
  for (std::size_t i = 1; i < cells.size(); ++i) text += element("td", cells[i]);
  return text + "</tr>";
}

std::string table(const std::string& caption, const std::vector<std::string>& heads,
                  const std::string& rows) {
  std::string text = "<div class=\"scroll\"><table><caption>" + text::escaped_for_markup(caption) +
                     "</caption><thead><tr>";
  for (const std::string& head : heads)
    text += "<th scope=\"col\">" + text::escaped_for_markup(head) + "</th>";
  return text + "</tr></thead><tbody>" + rows + "</tbody></table></div>\n";
}

std::string count_cell(std::uint64_t count, bool is_fault = true) {
  if (count == 0) return "0";
  return is_fault ? "<strong class=\"fault\">" + grouped(count) + "</strong>" : grouped(count);
}

std::string name_cell(const PluginFigures& plugin, const SoakPlan& plan) {
  return text::escaped_for_markup(name_of(plugin, plan));
}

// -- the head ------------------------------------------------------------------------------------

std::string tile(const std::string& label, const std::string& value, const std::string& more,
                 bool is_fault = false) {
  return "<div class=\"tile" + std::string(is_fault ? " fault" : "") + "\"><dt>" +
         text::escaped_for_markup(label) + "</dt><dd>" + text::escaped_for_markup(value) +
         "</dd><dd class=\"more\">" + text::escaped_for_markup(more) + "</dd></div>";
}

/// The slowest plugin's 99.9 %; a dash where nothing was seen.
std::string slowest_sight(const SoakReport& report, bool of_audio) {
  std::uint64_t slowest = 0;
  bool is_known = false;
  for (const PluginFigures& plugin : report.figures.plugins) {
    const Distribution& latency = (of_audio ? plugin.audio : plugin.shown).latency;
    slowest = std::max(slowest, latency.p99_9);
    is_known = is_known || latency.count > 0;
  }
  return is_known ? text_of_duration(slowest) : "–";
}

std::string memory_tile(const SoakReport& report) {
  const Growth& resident = report.memory;
  const Growth& allocated = report.allocations;
  if (!resident.is_known) return tile("Memory", "–", "too short to say");
  const std::string from = "after the first " + text_of_seconds(resident.from_seconds);
  const std::string growth = text_of_kilobytes(resident.per_minute) + "/min";
  if (!(allocated.first > 0.0)) return tile("Memory", growth, from);
  return tile("Allocated memory", text_of_kilobytes(allocated.per_minute) + "/min",
              from + "; resident " + growth);
}

std::string tiles(const SoakReport& report) {
  const SoakFigures& figures = report.figures;
  const SoakTotals totals = totals_of(figures);
  const IdleFigures& idle = figures.idle;
  std::string text = "<dl class=\"tiles\">";
  text += tile("Lost last values", grouped(totals.lost),
               "of " + grouped(totals.checks) + " checked", totals.lost > 0);
  text += tile("Torn records", grouped(totals.torn), "of " + grouped(totals.changes) + " sent",
               totals.torn > 0);
  text += tile("Audio-thread offences", grouped(totals.audio_thread), "calls of unbounded time",
               totals.audio_thread > 0);
  text += tile("Late callbacks", grouped(figures.late), "of " + grouped(figures.callbacks));
  text += tile("Callback, 99.9 %", text_of_duration(figures.callback.p99_9),
               "of " + text_of_duration(static_cast<std::uint64_t>(report.plan.period_ns())) +
                   "; median " + text_of_duration(figures.callback.median));
  text += tile("To audio, 99.9 %", slowest_sight(report, true), "from update to sight");
  text += tile("To the editor, 99.9 %", slowest_sight(report, false), "from update to sight");
  text += memory_tile(report);
  const bool has_editors = idle.with_editors >= 0;
  const double share = has_editors ? idle.with_editors : idle.without_editors;
  text += tile(has_editors ? "Idle, " + std::to_string(idle.editors) + " editors open"
                           : "Idle, no editor open",
               share < 0 ? "–" : text_of_share(share),
               share < 0     ? "not measured"
               : has_editors ? "of one core; " + text_of_share(idle.without_editors) + " without"
                             : "of one core");
  return text + "</dl>\n";
}

std::string headline(const SoakReport& report) {
  const bool is_clean = report.faults.empty();
  const SoakPlan& plan = report.plan;
  std::string names;
  for (const SoakedFile& file : plan.files) {
    names += (names.empty() ? "" : " · ") + file.description.name + " (" +
             std::string(host::name_of(file.description.format)) + ")";
  }
  std::string text = "<header><p class=\"kicker\">attacca soak</p><h1>" +
                     text::escaped_for_markup(names) + "</h1>";
  text +=
      "<p class=\"verdict " + std::string(is_clean ? "clean" : "faulty") + "\"><span>" +
      std::string(is_clean ? "✓" : "✗") + "</span> " +
      text::escaped_for_markup(is_clean ? "Nothing was lost, torn or broken."
                                        : grouped(report.faults.size()) + " finding" +
                                              (report.faults.size() == 1 ? "" : "s") + ".") +
      "</p><p class=\"setting\">" +
      text::escaped_for_markup(
          text_of_seconds(report.figures.seconds) + " at " + text_of_number(plan.rate) +
          " Hz in blocks of " + std::to_string(plan.block) + " frames, " +
          (plan.instances > 1 ? std::to_string(plan.instances) + " instances" : "one instance") +
          " of each plugin, " + text_of_number(plan.changes_per_second) +
          " changes a second on each track, sent from " +
          std::string(plan.threads == UpdateThreads::both   ? "two threads"
                      : plan.threads == UpdateThreads::main ? "the main thread"
                                                            : "a worker thread") +
          ".") +
      " <span class=\"started\">Started " + text::escaped_for_markup(report.started) + ".</span>" +
      "</p></header>\n";
  return text;
}

std::string list(const std::string& title, const std::vector<std::string>& lines,
                 const std::string& name) {
  if (lines.empty()) return {};
  std::string text = "<section class=\"" + name + "\"><h2>" + title + "</h2><ul>";
  for (const std::string& entry : lines) text += element("li", text::escaped_for_markup(entry));
  return text + "</ul></section>\n";
}

// -- the tables ----------------------------------------------------------------------------------

std::string side_cell(const SideFigures& side) {
  if (!side.reports) return "<span class=\"none\">not reported</span>";
  if (side.latency.count == 0) return "–";
  return duration(side.latency.median) + " / " + duration(side.latency.p99_9) + " / " +
         duration(side.latency.max);
}

std::string way_cell(const SideFigures& side) {
  const std::uint64_t all = side.at_once + side.next_callback + side.later;
  if (all == 0) return "–";
  const std::string most = std::to_string(side.most_callbacks);
  return side.later > 0 ? "<strong class=\"fault\">" + most + "</strong>" : most;
}

std::string audio_arrival_table(const SoakReport& report) {
  std::string rows;
  for (const PluginFigures& plugin : report.figures.plugins) {
    const SideFigures& audio = plugin.audio;
    rows +=
        row({name_cell(plugin, report.plan), text::escaped_for_markup(plugin.track_info_by),
             grouped(plugin.changes), grouped(audio.seen), grouped(audio.checks),
             count_cell(audio.lost), count_cell(audio.torn), way_cell(audio), side_cell(audio)});
  }
  return table(
      "Did every last value reach audio? Times from the end of the update to the sight: median / "
      "99.9 % / longest. Callbacks: the longest way, 1 is the next one.",
      {"Plugin", "track info by", "changes", "seen", "checks", "lost", "torn", "callbacks",
       "seen after"},
      rows);
}

std::string editor_arrival_table(const SoakReport& report) {
  std::string rows;
  for (const PluginFigures& plugin : report.figures.plugins) {
    const SideFigures& shown = plugin.shown;
    rows += row({name_cell(plugin, report.plan), text::escaped_for_markup(plugin.editor),
                 grouped(plugin.editor_openings), grouped(shown.seen), grouped(shown.checks),
                 count_cell(shown.lost), count_cell(shown.torn), side_cell(shown)});
  }
  return table("Did every last value reach the editor? Times from the begin of the update.",
               {"Plugin", "editor", "opened", "seen", "checks", "lost", "torn", "seen after"},
               rows);
}

std::string rules_cell(const PluginFigures& plugin, bool is_strict) {
  if (plugin.broken_rules.empty()) return "none";
  std::string text;
  bool is_fault = is_strict;
  for (const BrokenRule& rule : plugin.broken_rules) {
    text += (text.empty() ? "" : "; ") + rule.what + " (" + grouped(rule.count) + " times)";
    is_fault = is_fault || rule.is_grave;
  }
  const std::string words = text::escaped_for_markup(text);
  return is_fault ? "<strong class=\"fault\">" + words + "</strong>" : words;
}

std::string calls_cell(const AudioThreadCounts& counts) {
  if (counts.total() == 0) return "none";
  return "<strong class=\"fault\">" + text::escaped_for_markup(words_of(counts)) + "</strong>";
}

std::string audio_table(const SoakReport& report) {
  std::string rows;
  for (const PluginFigures& plugin : report.figures.plugins) {
    rows += row({name_cell(plugin, report.plan), grouped(plugin.callback.count),
                 duration(plugin.callback.median), duration(plugin.callback.p99),
                 duration(plugin.callback.p99_9), duration(plugin.callback.max),
                 count_cell(plugin.late, report.is_strict), calls_cell(plugin.audio_thread),
                 rules_cell(plugin, report.is_strict)});
  }
  const Distribution& all = report.figures.callback;
  rows += "<tr class=\"sum\"><th scope=\"row\">all together</th><td>" + grouped(all.count) +
          "</td><td>" + duration(all.median) + "</td><td>" + duration(all.p99) + "</td><td>" +
          duration(all.p99_9) + "</td><td>" + duration(all.max) + "</td><td>" +
          count_cell(report.figures.late, report.is_strict) + "</td><td colspan=\"2\"></td></tr>";
  return table("On the audio thread",
               {"Plugin", "callbacks", "median", "99 %", "99.9 %", "longest", "late",
                "calls of unbounded time", "rules broken"},
               rows);
}

std::string load_table(const SoakReport& report) {
  std::string rows;
  for (const PluginFigures& plugin : report.figures.plugins) {
    rows += row({name_cell(plugin, report.plan), grouped(plugin.automation),
                 grouped(plugin.state_saves), grouped(plugin.state_loads),
                 grouped(report.figures.engine_cycles), count_cell(plugin.refusal_count)});
  }
  return table(
      "The load beside track changes",
      {"Plugin", "parameter values", "states saved", "states loaded", "reactivated", "refusals"},
      rows);
}

// -- how it was made -----------------------------------------------------------------------------

std::string fact(const std::string& name, const std::string& value) {
  if (value.empty()) return {};
  return "<div><dt>" + text::escaped_for_markup(name) + "</dt><dd>" +
         text::escaped_for_markup(value) + "</dd></div>";
}

std::string build_facts(const SoakedBuild& build) {
  std::string text = "<h3>" + text::escaped_for_markup(build.path) + "</h3><dl class=\"facts\">";
  if (build.identity) {
    const package::BuildIdentity& identity = *build.identity;
    text +=
        fact("sources", identity.sources) +
        fact("revision", identity.revision + (identity.dirty ? ", with uncommitted changes" : "")) +
        fact("built", identity.time) +
        fact("compiler", identity.compiler + ", " + identity.build_type) +
        fact("flags", identity.flags) + fact("framework", identity.framework);
  } else {
    text += fact("build", "no Attacca build identity");
  }
  return text + fact("sha256", build.sha256) + "</dl>";
}

std::string circumstances(const SoakReport& report) {
  const SoakPlan& plan = report.plan;
  std::string text = "<section><h2>How it was made</h2><dl class=\"facts\">";
  text += fact("command", report.command_line);
  text += fact("seed", std::to_string(plan.seed));
  text += fact("host profile", plan.profile_name);
  text += fact("processor",
               report.machine.processor + ", " + std::to_string(report.machine.cores) + " cores");
  text += fact("kernel", report.machine.kernel);
  text += fact("load averages", report.machine.load + " at the end");
  text += fact("audio thread", report.figures.had_realtime_priority
                                   ? "real-time priority"
                                   : "without real-time priority: the system does not permit it");
  text += fact("main thread", "longest turn " + text_of_duration(report.figures.longest_turn_ns));
  text += "</dl>";
  for (const SoakedBuild& build : report.builds) text += build_facts(build);
  return text + "</section>\n";
}

std::string stack(const SoakReport& report) {
  if (report.stack.empty()) return {};
  std::string lines;
  for (std::string_view rest = report.stack; !rest.empty();) {
    const std::string_view entry = rest.substr(0, rest.find('\n'));
    lines += text::escaped_for_markup(entry) + "\n";
    rest.remove_prefix(std::min(rest.size(), entry.size() + 1));
  }
  return "<section><h2>Where it was</h2><pre>" + lines + "</pre></section>\n";
}

std::string printed(const SoakReport& report) {
  if (report.printed.empty()) return {};
  std::string lines;
  for (const std::string& entry : report.printed) lines += text::escaped_for_markup(entry) + "\n";
  return "<section><h2>What the plugins printed last</h2><pre>" + lines + "</pre></section>\n";
}

std::string plots(const SoakReport& report) {
  return "<section class=\"plots\"><h2>Over time, and how it spread</h2><div class=\"grid\">" +
         plot_callbacks_over_time(report) + plot_callback_histogram(report) +
         plot_latency(report, true) + plot_latency(report, false) + plot_memory(report) +
         plot_changes(report) + plot_checks(report) + "</div></section>\n";
}

}  // namespace

std::string html_report(const SoakReport& report) {
  std::string tables;
  if (!report.figures.plugins.empty()) {
    tables = "<section><h2>Plugin by plugin</h2>" + audio_arrival_table(report) +
             editor_arrival_table(report) + audio_table(report) + load_table(report) +
             "</section>\n";
  }
  return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"
         "<meta name=\"color-scheme\" content=\"light dark\"/><title>attacca soak: " +
         std::string(report.faults.empty() ? "clean" : "findings") + "</title><style>" +
         kReportStyle + "</style></head>\n<body><main>\n" + headline(report) +
         list("Findings", report.faults, "faults") + tiles(report) + stack(report) +
         list("Notes", report.notes, "notes") + tables + plots(report) + circumstances(report) +
         printed(report) + "</main></body></html>\n";
}

}  // namespace attacca::trial
