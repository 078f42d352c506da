// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "doctor/examination.hpp"

#include <algorithm>

namespace attacca::doctor {

Findings examine(const Machine& machine, const std::optional<std::filesystem::path>& build) {
  Findings findings;
  look_at_build_tools(machine, findings);
  look_at_plugin_files(machine, findings);
  look_at_plugin_copies(machine, build, findings);
  look_at_host_caches(machine, findings);
  look_at_run_time(machine, findings);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.weight < b.weight; });
  return findings;
}

}  // namespace attacca::doctor
