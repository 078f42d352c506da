// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/validation.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "trial/validate/check_list.hpp"
#include "trial/validate/discovery.hpp"

namespace attacca::validate {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kPlacesKept = 8;

Counts count_of(Verdict verdict) noexcept {
  Counts counts;
  if (verdict == Verdict::passed) counts.passed = 1;
  if (verdict == Verdict::skipped) counts.skipped = 1;
  if (verdict == Verdict::warned) counts.warned = 1;
  if (is_failure(verdict)) counts.failed = 1;
  return counts;
}

std::vector<Job> jobs_for(const Subject& subject, const ValidationOptions& options) {
  std::vector<Job> jobs;
  for (const Check* const check : options.checks) {
    if (!includes(check->formats, subject.plugin.format)) continue;
    const std::size_t profiles = check->per_profile ? options.profiles.size() : 1;
    for (std::size_t i = 0; i < profiles; ++i) {
      const NamedProfile& profile = options.profiles[i];
      jobs.push_back({check, &subject, &profile.profile, profile.name});
    }
  }
  return jobs;
}

void add_once(std::vector<std::string>& list, const std::string& text, std::size_t most) {
  if (list.size() >= most || std::find(list.begin(), list.end(), text) != list.end()) return;
  list.push_back(text);
}

bool counts_here(const Watch& watch, const ValidationOptions& options) {
  return options.watches.empty() ||
         std::any_of(options.watches.begin(), options.watches.end(),
                     [&](const std::string& pattern) { return fits(watch.name, pattern); });
}

/// A check that could not begin is no finding of its own where the check that its want is the
/// subject of has not passed either.
void fold_into_finders(PluginReport& report) {
  for (CheckResult& result : report.results) {
    if (result.finder.empty() || result.finder == result.check->name) continue;
    if (result.verdict == Verdict::passed || result.verdict == Verdict::skipped) continue;
    const auto finder = std::find_if(
        report.results.begin(), report.results.end(),
        [&result](const CheckResult& other) { return other.check->name == result.finder; });
    if (finder == report.results.end() || finder->verdict == Verdict::passed) continue;
    result.verdict = Verdict::skipped;
    const std::string how(name_of(finder->verdict));
    result.messages = {"needs what " + result.finder + ", which " +
                       (finder->verdict == Verdict::skipped ? "was skipped" : how) + ", is about"};
    result.backtrace.clear();
    result.printed.clear();
  }
}

void gather_watches(PluginReport& report, const ValidationOptions& options) {
  std::map<const Watch*, WatchResult> broken;
  for (const CheckResult& result : report.results) {
    for (const WatchHit& hit : result.hits) {
      if (!counts_here(*hit.watch, options)) continue;
      WatchResult& watch = broken[hit.watch];
      watch.watch = hit.watch;
      watch.count += hit.count;
      if (watch.in_checks.empty()) watch.profile = result.profile;
      add_once(watch.in_checks, std::string(result.check->name), 1000);
      for (const std::string& place : hit.where) add_once(watch.where, place, kPlacesKept);
    }
  }
  for (const Watch& watch : all_watches()) {
    if (!counts_here(watch, options)) continue;
    const auto found = broken.find(&watch);
    if (found == broken.end()) {
      ++report.watches_kept;
    } else {
      report.watches.push_back(std::move(found->second));
    }
  }
}

PluginReport validate_plugin(const Subject& subject, const ValidationOptions& options,
                             const ValidationProgress& progress) {
  const auto began = Clock::now();
  PluginReport report;
  report.subject = subject;
  const auto jobs = jobs_for(report.subject, options);
  if (progress.on_plugin) progress.on_plugin(report.subject, jobs.size());
  run_checks(jobs, options.runner, [&](std::size_t index, CheckResult result) {
    if (progress.on_result) progress.on_result(result, index + 1);
    report.results.push_back(std::move(result));
    return true;
  });
  fold_into_finders(report);
  gather_watches(report, options);
  report.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  return report;
}

}  // namespace

Counts& Counts::operator+=(const Counts& other) noexcept {
  passed += other.passed;
  failed += other.failed;
  warned += other.warned;
  skipped += other.skipped;
  return *this;
}

Counts PluginReport::counts() const {
  Counts counts;
  for (const CheckResult& result : results) counts += count_of(result.verdict);
  for (const WatchResult& watch : watches) {
    counts +=
        count_of(watch.watch->severity == Severity::failure ? Verdict::failed : Verdict::warned);
  }
  counts.passed += watches_kept;
  return counts;
}

Counts FileReport::counts() const {
  Counts counts;
  // Where there are plugins, the check that loads them is among theirs.
  if (plugins.empty()) counts += count_of(loading.verdict);
  for (const PluginReport& plugin : plugins) counts += plugin.counts();
  return counts;
}

Counts ValidationReport::counts() const {
  Counts counts;
  for (const FileReport& file : files) counts += file.counts();
  return counts;
}

Result<FileReport> validate_file(const std::filesystem::path& path,
                                 const ValidationOptions& options,
                                 const ValidationProgress& progress) {
  auto discovery = discover(path, options.profiles.front(), options.runner);
  if (!discovery) return tl::unexpected(discovery.error());
  if (!options.golden.empty() && discovery->subjects.size() > 1) {
    std::string choices;
    for (const Subject& subject : discovery->subjects) {
      choices += (choices.empty() ? "" : ", ") + subject.plugin.id;
    }
    return fail("--golden: the states in a folder are of one plugin, and " + path.string() +
                " has several: choose by FILE#ID one of " + choices);
  }
  FileReport report;
  report.path = path;
  report.loading = std::move(discovery->loading);
  for (Subject& subject : discovery->subjects) {
    if (was_interrupted()) break;
    subject.golden = options.golden;
    subject.replay = options.replay;
    report.plugins.push_back(validate_plugin(subject, options, progress));
  }
  return report;
}

}  // namespace attacca::validate
