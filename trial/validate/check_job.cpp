// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/check_job.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <variant>

#include <nlohmann/json.hpp>

#include "host/profile/host_habits.hpp"
#include "trial/validate/check_list.hpp"
#include "trial/validate/twins/twins.hpp"

namespace attacca::validate {

namespace {

using nlohmann::json;

const Check* find_check(std::string_view name) {
  for (const std::span<const Check> checks : {all_checks(), twin_scenarios()}) {
    const auto found = std::find_if(checks.begin(), checks.end(),
                                    [name](const Check& check) { return check.name == name; });
    if (found != checks.end()) return &*found;
  }
  return nullptr;
}

json json_of(const host::HostProfile& profile) {
  json habits = json::object();
  for (const host::HostHabit& habit : host::host_habits()) {
    habits[std::string(habit.key)] = value_text(habit, profile);
  }
  return {{"name", profile.name},
          {"vendor", profile.vendor},
          {"version", profile.version},
          {"habits", std::move(habits)}};
}

std::variant<bool, std::int64_t, std::string> value_of(const std::string& text) {
  if (text == "true" || text == "false") return text == "true";
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return number;
  return text.starts_with('"') && text.size() >= 2 ? text.substr(1, text.size() - 2) : text;
}

Result<host::HostProfile> profile_of(const json& document) {
  host::HostProfile profile;
  profile.name = document.value("name", "");
  profile.vendor = document.value("vendor", "");
  profile.version = document.value("version", "");
  const json habits = document.value("habits", json::object());
  for (const auto& [key, value] : habits.items()) {
    const host::HostHabit* const habit = host::find_habit(key);
    if (habit == nullptr || !value.is_string()) return fail("no such habit: " + key);
    if (auto set = host::set_habit(*habit, profile, value_of(value.get<std::string>())); !set) {
      return tl::unexpected(set.error());
    }
  }
  return profile;
}

json json_of(const Subject& subject) {
  return {{"path", subject.path.string()},
          {"clap", subject.plugin.format == host::PluginFormat::clap},
          {"id", subject.plugin.id},
          {"name", subject.plugin.name},
          {"vendor", subject.plugin.vendor},
          {"version", subject.plugin.version},
          {"features", subject.plugin.features},
          {"shares_file", subject.shares_file},
          {"twin", subject.twin.string()},
          {"golden", subject.golden.string()},
          {"replay", subject.replay.string()}};
}

Subject subject_of(const json& document) {
  Subject subject;
  subject.path = document.value("path", "");
  subject.plugin.format =
      document.value("clap", true) ? host::PluginFormat::clap : host::PluginFormat::vst3;
  subject.plugin.id = document.value("id", "");
  subject.plugin.name = document.value("name", "");
  subject.plugin.vendor = document.value("vendor", "");
  subject.plugin.version = document.value("version", "");
  subject.plugin.features = document.value("features", std::vector<std::string>());
  subject.shares_file = document.value("shares_file", false);
  subject.twin = document.value("twin", "");
  subject.golden = document.value("golden", "");
  subject.replay = document.value("replay", "");
  return subject;
}

}  // namespace

std::string text_of(const Job& job, std::uint64_t seed, bool is_exit_trial) {
  const json document = {{"check", job.check->name},         {"seed", seed},
                         {"exit_trial", is_exit_trial},      {"profile_name", job.profile_name},
                         {"profile", json_of(*job.profile)}, {"subject", json_of(*job.subject)}};
  return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<std::unique_ptr<OwnedJob>> parse_job(const std::string& text) {
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object()) return fail("this is no job");
  auto owned = std::make_unique<OwnedJob>();
  owned->job.check = find_check(document.value("check", ""));
  if (owned->job.check == nullptr) return fail("there is no check " + document.value("check", ""));
  auto profile = profile_of(document.value("profile", json::object()));
  if (!profile) return tl::unexpected(profile.error());
  owned->profile = std::move(*profile);
  owned->subject = subject_of(document.value("subject", json::object()));
  owned->job.profile = &owned->profile;
  owned->job.subject = &owned->subject;
  owned->job.profile_name = document.value("profile_name", "");
  owned->seed = document.value("seed", std::uint64_t{1});
  owned->is_exit_trial = document.value("exit_trial", false);
  return owned;
}

bool is_known(const Check& check) {
  // The list has copies of what the areas have.
  const Check* const known = find_check(check.name);
  return known != nullptr && known->run == check.run;
}

}  // namespace attacca::validate
