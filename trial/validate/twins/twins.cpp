// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/twins/twins.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "trial/validate/check_list.hpp"
#include "trial/validate/discovery.hpp"

namespace attacca::validate {

namespace {

constexpr std::array kForced = {
    ForcedDifference{"identity.features", "the formats have category words of their own"},
    ForcedDifference{"identity.id", "CLAP ids are texts, VST3 class ids are 16 bytes"},
    ForcedDifference{"parameter *.unit",
                     "VST3 gives the unit apart, CLAP only as part of the value's text"},
    ForcedDifference{"parameter *.range",
                     "VST3 values are always 0..1, and plain ones are for display"},
    ForcedDifference{"*preset Init*",
                     "a VST3 program list has a place for the plugin as it is made"},
    ForcedDifference{"ports.* name", "VST3 hosts show bus names, CLAP hosts port names"},
};

struct Line {
  std::string key;
  std::string value;
};

Line split(const std::string& note) {
  const std::size_t middle = note.find(" = ");
  if (middle == std::string::npos) return {note, {}};
  return {note.substr(0, middle), note.substr(middle + 3)};
}

const ForcedDifference* forced_by(std::string_view key) {
  const auto found = std::find_if(kForced.begin(), kForced.end(), [key](const auto& difference) {
    return fits(key, difference.key);
  });
  return found == kForced.end() ? nullptr : &*found;
}

Result<Subject> first_plugin(const std::filesystem::path& path, const RunnerOptions& options) {
  auto discovery = discover(path, {}, options);
  if (!discovery) return tl::unexpected(discovery.error());
  if (discovery->subjects.empty()) {
    const auto& messages = discovery->loading.messages;
    return fail(path.string() + " does not load" +
                (messages.empty() ? "" : ": " + messages.front()));
  }
  return std::move(discovery->subjects.front());
}

void compare_scenario(const Check& scenario, const CheckResult& first, const CheckResult& second,
                      TwinsReport& report) {
  const std::string name(scenario.name);
  bool can_compare = true;
  for (const auto& [result, label] :
       {std::pair(&first, &report.first_label), std::pair(&second, &report.second_label)}) {
    if (!is_failure(result->verdict)) continue;
    can_compare = false;
    report.broken.push_back(name + ": " + *label + " " + std::string(name_of(result->verdict)) +
                            (result->messages.empty() ? "" : ": " + result->messages.front()));
  }
  if (!can_compare) return;
  report.scenarios.push_back(name);
  report.lines += std::max(first.notes.size(), second.notes.size());
  auto differences = compare_transcripts(name, first.notes, second.notes);
  std::move(differences.begin(), differences.end(), std::back_inserter(report.differences));
}

}  // namespace

std::span<const ForcedDifference> forced_differences() noexcept {
  return kForced;
}

bool TwinsReport::is_same() const noexcept {
  return broken.empty() &&
         std::all_of(differences.begin(), differences.end(),
                     [](const TwinDifference& difference) { return difference.forced != nullptr; });
}

std::vector<TwinDifference> compare_transcripts(const std::string& scenario,
                                                std::span<const std::string> first,
                                                std::span<const std::string> second) {
  std::vector<TwinDifference> differences;
  std::map<std::string, std::string> others;
  for (const std::string& note : second) {
    Line line = split(note);
    others.insert_or_assign(std::move(line.key), std::move(line.value));
  }
  const auto add = [&](const std::string& key, const std::string& one, const std::string& two) {
    differences.push_back({scenario, key, one, two, forced_by(key)});
  };
  for (const std::string& note : first) {
    const Line line = split(note);
    const auto other = others.find(line.key);
    if (other == others.end()) {
      add(line.key, line.value, "");
    } else {
      if (other->second != line.value) add(line.key, line.value, other->second);
      others.erase(other);
    }
  }
  for (const auto& [key, value] : others) add(key, "", value);
  return differences;
}

Result<TwinsReport> compare_twins(const std::filesystem::path& first,
                                  const std::filesystem::path& second,
                                  const RunnerOptions& options) {
  auto one = first_plugin(first, options);
  if (!one) return tl::unexpected(one.error());
  auto two = first_plugin(second, options);
  if (!two) return tl::unexpected(two.error());
  one->twin = second;
  two->twin = first;
  TwinsReport report;
  report.seed = options.seed;
  report.first = first;
  report.second = second;
  report.first_label = host::name_of(one->plugin.format);
  report.second_label = host::name_of(two->plugin.format);
  if (report.first_label == report.second_label) {
    report.first_label += " (first)";
    report.second_label += " (second)";
  }
  const host::HostProfile profile;
  std::vector<Job> jobs;
  for (const Check& scenario : twin_scenarios()) {
    jobs.push_back({&scenario, &*one, &profile, profile.name});
    jobs.push_back({&scenario, &*two, &profile, profile.name});
  }
  CheckResult waiting;
  run_checks(jobs, options, [&](std::size_t index, CheckResult result) {
    if (index % 2 == 0) {
      waiting = std::move(result);
    } else {
      compare_scenario(*result.check, waiting, result, report);
    }
    return true;
  });
  if (was_interrupted()) return fail("interrupted");
  return report;
}

}  // namespace attacca::validate
