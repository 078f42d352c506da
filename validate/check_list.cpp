// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "validate/check_list.hpp"

#include <algorithm>
#include <string>

#include "validate/scan/scan_checks.hpp"
#include "validate/watch.hpp"

namespace attacca::validate {

std::span<const Check> all_checks() {
  static const std::vector<Check> checks = [] {
    std::vector<Check> all;
    const auto add = [&all](std::span<const Check> some) {
      all.insert(all.end(), some.begin(), some.end());
    };
    add(scan_checks());
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
  // A watch has no check of its own: any check may break it.
  bool wants_all = patterns.empty();
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const auto watches = all_watches();
    used[i] = std::any_of(watches.begin(), watches.end(),
                          [&](const Watch& watch) { return fits(watch.name, patterns[i]); });
    wants_all = wants_all || used[i];
  }
  for (const Check& check : all_checks()) {
    bool is_wanted = wants_all;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      if (!fits(check.name, patterns[i])) continue;
      used[i] = true;
      is_wanted = true;
    }
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
