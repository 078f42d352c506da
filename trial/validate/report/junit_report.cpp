// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/report/junit_report.hpp"

#include <cstdio>

#include "text/markup.hpp"
#include "trial/validate/report/text_report.hpp"

namespace attacca::validate {

namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string seconds(double time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", time);
  return text;
}

std::string case_of(const CheckResult& result, const std::string& suite, const std::string& choice,
                    const ValidationReport& report) {
  std::string name(result.check->name);
  if (result.check->per_profile) name += " (" + result.profile + ")";
  std::string text = "    <testcase classname=\"" + text::escaped_for_markup(suite) + "\" name=\"" +
                     text::escaped_for_markup(name) + "\" time=\"" + seconds(result.seconds) +
                     "\">";
  const std::string body = joined(result.messages) + joined(result.backtrace) +
                           joined(result.printed) +
                           "repeat: " + command_to_repeat(choice, result, report) + "\n";
  if (is_failure(result.verdict)) {
    text += "<failure type=\"" + std::string(name_of(result.verdict)) + "\" message=\"" +
            text::escaped_for_markup(result.check->rule) + "\">" + text::escaped_for_markup(body) +
            "</failure>";
  } else if (result.verdict == Verdict::warned) {
    text += "<system-out>warning: " + text::escaped_for_markup(body) + "</system-out>";
  } else if (result.verdict == Verdict::skipped) {
    text += "<skipped message=\"" + text::escaped_for_markup(joined(result.messages)) + "\"/>";
  }
  return text + "</testcase>\n";
}

std::string case_of(const WatchResult& watch, const std::string& suite, const std::string& choice,
                    const ValidationReport& report) {
  const std::string body = std::to_string(watch.count) + " times in: " + joined(watch.in_checks) +
                           joined(watch.where) +
                           "repeat: " + command_to_repeat(choice, watch, report) + "\n";
  const bool fails = watch.watch->severity == Severity::failure;
  return "    <testcase classname=\"" + text::escaped_for_markup(suite) + "\" name=\"" +
         text::escaped_for_markup(watch.watch->name) + "\" time=\"0.000\">" +
         (fails ? "<failure type=\"failed\" message=\"" +
                      text::escaped_for_markup(watch.watch->rule) + "\">" +
                      text::escaped_for_markup(body) + "</failure>"
                : "<system-out>warning: " + text::escaped_for_markup(body) + "</system-out>") +
         "</testcase>\n";
}

std::string suite_head(const std::string& name, const Counts& counts, std::size_t tests,
                       double time) {
  return "  <testsuite name=\"" + text::escaped_for_markup(name) + "\" tests=\"" +
         std::to_string(tests) + "\" failures=\"" + std::to_string(counts.failed) +
         "\" skipped=\"" + std::to_string(counts.skipped) + "\" errors=\"0\" time=\"" +
         seconds(time) + "\">\n";
}

}  // namespace

std::string junit_of(const ValidationReport& report) {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"attacca validate\">\n";
  for (const FileReport& file : report.files) {
    if (file.plugins.empty()) {
      const std::string name = file.path.string();
      text += suite_head(name, file.counts(), 1, file.loading.seconds) +
              case_of(file.loading, name, file.path.string(), report) + "  </testsuite>\n";
    }
    for (const PluginReport& plugin : file.plugins) {
      const std::string name = plugin.subject.plugin.name + " (" +
                               std::string(host::name_of(plugin.subject.plugin.format)) + ")";
      text += suite_head(name, plugin.counts(), plugin.results.size() + plugin.watches.size(),
                         plugin.seconds);
      for (const CheckResult& result : plugin.results) {
        text += case_of(result, name, file.path.string(), report);
      }
      for (const WatchResult& watch : plugin.watches) {
        text += case_of(watch, name, file.path.string(), report);
      }
      text += "  </testsuite>\n";
    }
  }
  return text + "</testsuites>\n";
}

}  // namespace attacca::validate
