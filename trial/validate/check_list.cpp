// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/check_list.hpp"

#include <algorithm>
#include <string>

#include "trial/validate/area_checks.hpp"
#include "trial/validate/audio/audio_checks.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/habits/habit_checks.hpp"
#include "trial/validate/parameters/parameters_checks.hpp"
#include "trial/validate/state/state_checks.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/watch.hpp"

namespace attacca::validate {

std::span<const Check> all_checks() {
  static const std::vector<Check> checks = [] {
    std::vector<Check> all;
    const auto add = [&all](std::span<const Check> some) {
      all.insert(all.end(), some.begin(), some.end());
    };
    add(scan_checks());
    add(clap_checks());
    add(vst3_checks());
    add(parameters_checks());
    add(audio_checks());
    add(events_checks());
    add(voice_checks());
    add(latency_checks());
    add(measured_latency_checks());
    add(bypass_checks());
    add(state_checks());
    add(track_arrival_checks());
    add(track_callback_checks());
    add(track_values_checks());
    add(track_sender_checks());
    add(track_editor_checks());
    add(held_thread_checks());
    add(busy_thread_checks());
    add(several_instances_checks());
    add(editor_life_checks());
    add(editor_window_checks());
    add(editor_drag_checks());
    add(lifecycle_checks());
    add(leftover_checks());
    add(process_checks());
    add(realtime_checks());
    add(habit_checks());
    return all;
  }();
  return checks;
}

bool fits(std::string_view name, std::string_view pattern) noexcept {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return name == pattern;
  if (!name.starts_with(pattern.substr(0, star))) return false;
  const std::string_view rest = pattern.substr(star + 1);
  for (std::size_t begin = star; begin <= name.size(); ++begin) {
    if (fits(name.substr(begin), rest)) return true;
  }
  return false;
}

Result<std::vector<const Check*>> select_checks(std::span<const std::string_view> patterns) {
  std::vector<bool> used(patterns.size(), false);
  std::vector<const Check*> selected;
  // A watch has no check of its own: where no check is asked for, any may break it.
  bool names_check = false;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const auto fits_one = [&](const auto& each) { return fits(each.name, patterns[i]); };
    const auto checks = all_checks();
    const auto watches = all_watches();
    const bool is_check = std::any_of(checks.begin(), checks.end(), fits_one);
    used[i] = is_check || std::any_of(watches.begin(), watches.end(), fits_one);
    names_check = names_check || is_check;
  }
  for (const Check& check : all_checks()) {
    const bool is_wanted = !names_check || std::any_of(patterns.begin(), patterns.end(),
                                                       [&](std::string_view pattern) {
                                                         return fits(check.name, pattern);
                                                       });
    if (is_wanted) selected.push_back(&check);
  }
  const auto unused = std::find(used.begin(), used.end(), false);
  if (unused != used.end()) {
    return fail("no check is called \"" +
                std::string(patterns[static_cast<std::size_t>(unused - used.begin())]) +
                "\"; attacca validate --list names them all");
  }
  return selected;
}

}  // namespace attacca::validate
