// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/soak_plan.hpp"

#include <algorithm>
#include <random>

#include "host/window/held_display.hpp"

namespace attacca::trial {
namespace {

constexpr double kDefaultSeconds = 60.0;

UpdateThreads threads_named(const std::string& name) {
  if (name == "worker") return UpdateThreads::worker;
  return name == "both" ? UpdateThreads::both : UpdateThreads::main;
}

double length_of(const SoakOptions& options) {
  const double seconds = options.minutes * 60.0 + options.seconds;
  return seconds > 0.0 ? seconds : kDefaultSeconds;
}

std::string why_no_editors(const SoakOptions& options) {
  if (options.no_editor) return "off";
  // A name in DISPLAY says little: it may be left over from a session that has ended.
  return host::HeldDisplay().is_held() ? "" : "no display";
}

/// Different for every soak; the report names it.
std::uint64_t new_seed() {
  std::random_device device;
  return device();
}

}  // namespace

double SoakPlan::idle_seconds() const noexcept {
  return std::clamp(seconds / 20.0, 0.5, 3.0);
}

double SoakPlan::total_seconds() const noexcept {
  // Measured with editors and again without.
  return seconds + (opens_editors ? 2.0 : 1.0) * idle_seconds();
}

std::string_view name_of(UpdateThreads threads) noexcept {
  switch (threads) {
    case UpdateThreads::main:
      return "main";
    case UpdateThreads::worker:
      return "worker";
    case UpdateThreads::both:
      return "both";
  }
  return "main";
}

tl::expected<SoakPlan, RunFault> plan_soak(const SoakOptions& options) {
  SoakPlan plan;
  const auto profile = host::host_profile(options.profile);
  if (!profile) {
    return tl::unexpected(RunFault{ExitCode::bad_input, {"--profile: " + profile.error().message}});
  }
  plan.profile = *profile;
  plan.profile_name = options.profile;
  plan.instances = options.instances;
  plan.rate = options.rate;
  plan.block = options.block;
  plan.seconds = length_of(options);
  plan.changes_per_second = options.changes_per_second;
  plan.threads = threads_named(options.threads);
  plan.patience = options.patience;
  plan.seed = options.seed.value_or(new_seed());
  plan.why_no_editors = why_no_editors(options);
  plan.opens_editors = plan.why_no_editors.empty();
  for (const std::string& path : options.plugins) {
    const host::PluginChoice choice = host::parse_plugin_choice(path);
    auto found = find_plugin(choice, options.patience);
    if (!found) return tl::unexpected(found.error());
    plan.files.push_back({choice.path, std::move(found->description)});
    plan.notes.insert(plan.notes.end(), found->notes.begin(), found->notes.end());
  }
  return plan;
}

}  // namespace attacca::trial
