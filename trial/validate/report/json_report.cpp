// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/report/json_report.hpp"

#include "trial/validate/check_list.hpp"
#include "trial/validate/report/text_report.hpp"

namespace attacca::validate {

namespace {

using nlohmann::ordered_json;

const char* word_of(Severity severity) {
  return severity == Severity::failure ? "failure" : "warning";
}

ordered_json json_of(const CheckResult& result, const std::string& choice,
                     const ValidationReport& report) {
  ordered_json json = {{"name", result.check->name},
                       {"area", result.check->area()},
                       {"profile", result.profile},
                       {"verdict", name_of(result.verdict)},
                       {"severity", word_of(result.check->severity)},
                       {"rule", result.check->rule},
                       {"source", result.check->source},
                       {"messages", result.messages},
                       {"notes", result.notes},
                       {"backtrace", result.backtrace},
                       {"printed", result.printed},
                       {"seconds", result.seconds}};
  json["repeat"] = command_to_repeat(choice, result, report);
  return json;
}

ordered_json json_of(const WatchResult& watch, const std::string& choice,
                     const ValidationReport& report) {
  return {{"name", watch.watch->name},
          {"severity", word_of(watch.watch->severity)},
          {"rule", watch.watch->rule},
          {"source", watch.watch->source},
          {"count", watch.count},
          {"where", watch.where},
          {"in_checks", watch.in_checks},
          {"profile", watch.profile},
          {"repeat", command_to_repeat(choice, watch, report)}};
}

ordered_json json_of(const Counts& counts) {
  return {{"passed", counts.passed},
          {"failed", counts.failed},
          {"warned", counts.warned},
          {"skipped", counts.skipped}};
}

ordered_json json_of(const PluginReport& plugin, const ValidationReport& report) {
  const auto& about = plugin.subject.plugin;
  ordered_json checks = ordered_json::array();
  for (const CheckResult& result : plugin.results) {
    checks.push_back(json_of(result, plugin.subject.choice(), report));
  }
  ordered_json watches = ordered_json::array();
  for (const WatchResult& watch : plugin.watches) {
    watches.push_back(json_of(watch, plugin.subject.choice(), report));
  }
  return {{"path", plugin.subject.path.string()},
          {"format", host::name_of(about.format)},
          {"id", about.id},
          {"name", about.name},
          {"vendor", about.vendor},
          {"version", about.version},
          {"counts", json_of(plugin.counts())},
          {"seconds", plugin.seconds},
          {"checks", std::move(checks)},
          {"broken_watches", std::move(watches)}};
}

}  // namespace

ordered_json json_of(const ValidationReport& report) {
  ordered_json plugins = ordered_json::array();
  ordered_json not_loaded = ordered_json::array();
  for (const FileReport& file : report.files) {
    if (file.plugins.empty()) {
      ordered_json entry = json_of(file.loading, file.path.string(), report);
      entry["path"] = file.path.string();
      not_loaded.push_back(std::move(entry));
    }
    for (const PluginReport& plugin : file.plugins) {
      plugins.push_back(json_of(plugin, report));
    }
  }
  return {{"seed", report.seed},           {"interrupted", report.was_interrupted},
          {"seconds", report.seconds},     {"counts", json_of(report.counts())},
          {"plugins", std::move(plugins)}, {"not_loaded", std::move(not_loaded)}};
}

ordered_json json_list_of_checks() {
  ordered_json checks = ordered_json::array();
  for (const Check& check : all_checks()) {
    checks.push_back({{"name", check.name},
                      {"area", check.area()},
                      {"formats", check.formats == Formats::both   ? "both"
                                  : check.formats == Formats::clap ? "clap"
                                                                   : "vst3"},
                      {"severity", word_of(check.severity)},
                      {"rule", check.rule},
                      {"source", check.source},
                      {"once_per_profile", check.per_profile},
                      {"needs_display", check.needs_display}});
  }
  ordered_json watches = ordered_json::array();
  for (const Watch& watch : all_watches()) {
    watches.push_back({{"name", watch.name},
                       {"severity", word_of(watch.severity)},
                       {"rule", watch.rule},
                       {"source", watch.source}});
  }
  return {{"checks", std::move(checks)}, {"watches", std::move(watches)}};
}

}  // namespace attacca::validate
