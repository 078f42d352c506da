// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/report/text_report.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

#include "text/printable.hpp"
#include "text/shell_word.hpp"
#include "trial/validate/check_list.hpp"
#include "trial/validate/number_text.hpp"

namespace attacca::validate {

namespace {

constexpr std::size_t kMessagesShown = 6;
constexpr const char* kDefaultProfile = "attacca";

class Writer {
 public:
  explicit Writer(const TextOptions& options) : options_(options) {}

  void line(const std::string& text) { text_ += text + "\n"; }
  void heading(const std::string& text) { line("\n" + paint("1", text)); }
  [[nodiscard]] std::string paint(const char* code, const std::string& text) const {
    return options_.has_colors ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  const TextOptions& options_;
  std::string text_;
};

void write_list(Writer& writer, const std::vector<std::string>& lines, std::size_t most,
                const std::string& indent) {
  for (std::size_t i = 0; i < std::min(lines.size(), most); ++i)
    writer.line(indent + text::printable(lines[i]));
  if (lines.size() > most) {
    writer.line(indent + "(and " + std::to_string(lines.size() - most) + " more)");
  }
}

/// A profile is named where it matters: plugins of Attacca's own run under all of them otherwise.
std::string command(const std::string& choice, std::string_view check, std::string_view watch,
                    const std::string& profile, bool depends_on_profile,
                    const ValidationReport& report) {
  std::string command =
      "attacca validate " + text::shell_path(choice) + " --only " + std::string(check);
  if (!watch.empty()) command += " --only " + std::string(watch);
  command += " --seed " + std::to_string(report.seed);
  if (!profile.empty() && (depends_on_profile || profile != kDefaultProfile)) {
    command += " --profile " + text::shell_word(profile);
  }
  if (report.patience != 1.0) command += " --patience " + text_of(report.patience);
  if (!report.golden.empty()) command += " --golden " + text::shell_path(report.golden.string());
  if (!report.replay.empty()) command += " --replay " + text::shell_path(report.replay.string());
  return command;
}

void write_rule(Writer& writer, std::string_view rule, std::string_view source) {
  writer.line("    rule:   " + std::string(rule) + " [" + std::string(source) + "]");
}

void write_result(Writer& writer, const CheckResult& result, const std::string& choice,
                  const ValidationReport& report) {
  const bool is_failure_here = is_failure(result.verdict);
  const std::string under =
      result.check->per_profile ? " (profile " + result.profile + ")" : std::string();
  writer.line("  " +
              writer.paint(is_failure_here ? "31" : "33", std::string(name_of(result.verdict))) +
              "  " + std::string(result.check->name) + under);
  write_rule(writer, result.check->rule, result.check->source);
  write_list(writer, result.messages, kMessagesShown, "    seen:   ");
  write_list(writer, result.backtrace, 24, "      ");
  write_list(writer, result.printed, 20, "    printed: ");
  writer.line("    repeat: " + command_to_repeat(choice, result, report));
}

void write_watch(Writer& writer, const WatchResult& watch, const std::string& choice,
                 const ValidationReport& report) {
  const bool is_failure_here = watch.watch->severity == Severity::failure;
  writer.line("  " +
              writer.paint(is_failure_here ? "31" : "33", is_failure_here ? "failed" : "warned") +
              "  " + std::string(watch.watch->name) + ": " + std::to_string(watch.count) +
              " times in " + std::to_string(watch.in_checks.size()) + " checks");
  write_rule(writer, watch.watch->rule, watch.watch->source);
  write_list(writer, watch.where, kMessagesShown, "    seen:   ");
  writer.line("    repeat: " + command_to_repeat(choice, watch, report));
}

void write_group(Writer& writer, const PluginReport& plugin, Severity severity,
                 const ValidationReport& report) {
  const auto belongs = [severity](const CheckResult& result) {
    return severity == Severity::failure ? is_failure(result.verdict)
                                         : result.verdict == Verdict::warned;
  };
  const auto watched = [severity](const WatchResult& watch) {
    return watch.watch->severity == severity;
  };
  const auto count = std::count_if(plugin.results.begin(), plugin.results.end(), belongs) +
                     std::count_if(plugin.watches.begin(), plugin.watches.end(), watched);
  if (count == 0) return;
  writer.heading(std::to_string(count) + (severity == Severity::failure ? " FAILED" : " WARNINGS"));
  for (const CheckResult& result : plugin.results) {
    if (belongs(result)) write_result(writer, result, plugin.subject.choice(), report);
  }
  for (const WatchResult& watch : plugin.watches) {
    if (watched(watch)) write_watch(writer, watch, plugin.subject.choice(), report);
  }
}

void write_skipped(Writer& writer, const PluginReport& plugin) {
  std::map<std::string, std::vector<std::string>> by_reason;
  for (const CheckResult& result : plugin.results) {
    if (result.verdict != Verdict::skipped) continue;
    const std::string why = result.messages.empty() ? "no reason" : result.messages.front();
    auto& names = by_reason[why];
    const std::string name(result.check->name);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  if (by_reason.empty()) return;
  writer.heading("SKIPPED");
  for (const auto& [why, names] : by_reason) {
    std::string line = "  " + text::printable(why) + ":";
    for (const std::string& name : names) line += " " + name;
    writer.line(line);
  }
}

void write_passed(Writer& writer, const PluginReport& plugin) {
  writer.heading("PASSED");
  for (const CheckResult& result : plugin.results) {
    if (result.verdict != Verdict::passed) continue;
    char time[32];
    std::snprintf(time, sizeof time, "%6.0f ms  ", result.seconds * 1e3);
    writer.line("  " + std::string(time) + std::string(result.check->name) +
                (result.check->per_profile ? " (profile " + result.profile + ")" : ""));
    for (const std::string& note : result.notes) writer.line("      " + text::printable(note));
  }
}

}  // namespace

std::string command_to_repeat(const std::string& choice, const CheckResult& result,
                              const ValidationReport& report) {
  return command(choice, result.check->name, {}, result.profile, result.check->per_profile, report);
}

std::string command_to_repeat(const std::string& choice, const WatchResult& watch,
                              const ValidationReport& report) {
  return command(choice, watch.in_checks.front(), watch.watch->name, watch.profile, true, report);
}

std::string text_of(const Counts& counts) {
  return std::to_string(counts.passed) + " passed, " + std::to_string(counts.failed) + " failed, " +
         std::to_string(counts.warned) + " warnings, " + std::to_string(counts.skipped) +
         " skipped";
}

std::string text_of(const FileReport& report, const ValidationReport& all,
                    const TextOptions& options) {
  Writer writer(options);
  if (report.plugins.empty()) {
    writer.heading(text::printable(report.path.string()));
    write_result(writer, report.loading, report.path.string(), all);
  }
  for (const PluginReport& plugin : report.plugins) {
    const auto& about = plugin.subject.plugin;
    const std::string version = about.version.empty() ? "" : " " + about.version;
    writer.heading(text::printable(about.name + version + ", " +
                                   std::string(name_of(about.format)) + ", " + about.id) +
                   "\n" + text::printable(report.path.string()));
    write_group(writer, plugin, Severity::failure, all);
    write_group(writer, plugin, Severity::warning, all);
    write_skipped(writer, plugin);
    if (options.is_verbose) write_passed(writer, plugin);
    char time[32];
    std::snprintf(time, sizeof time, " in %.1f s", plugin.seconds);
    writer.line("\n" + text_of(plugin.counts()) + time);
  }
  return writer.take();
}

std::string list_of_checks() {
  std::string text;
  const auto add = [&text](std::string_view name, std::string_view about, std::string_view rule,
                           std::string_view source) {
    char head[128];
    std::snprintf(head, sizeof head, "%-44.*s %-13.*s ", static_cast<int>(name.size()), name.data(),
                  static_cast<int>(about.size()), about.data());
    text += head + std::string(rule) + " [" + std::string(source) + "]\n";
  };
  for (const Check& check : all_checks()) {
    std::string about = check.formats == Formats::both   ? "both"
                        : check.formats == Formats::clap ? "clap"
                                                         : "vst3";
    if (check.severity == Severity::warning) about += " warn";
    if (check.per_profile) about += " *";
    add(check.name, about, check.rule, check.source);
  }
  for (const Watch& watch : all_watches()) {
    add(watch.name, watch.severity == Severity::warning ? "watch warn" : "watch", watch.rule,
        watch.source);
  }
  return text + std::to_string(all_checks().size()) + " checks, " +
         std::to_string(all_watches().size()) +
         " rules watched during all of them. *: once for every profile\n";
}

}  // namespace attacca::validate
