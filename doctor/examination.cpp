// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "doctor/examination.hpp"

#include <algorithm>
#include <iterator>

namespace attacca::doctor {

Findings examine(const Machine& machine, const std::optional<std::filesystem::path>& build) {
  Findings findings;
  look_at_build_tools(machine, findings);
  look_at_plugin_files(machine, findings);
  look_at_plugin_copies(machine, build, findings);
  look_at_host_caches(machine, findings);
  look_at_run_time(machine, findings);
  Findings sorted;
  for (const Weight weight : {Weight::problem, Weight::advice}) {
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(sorted),
                 [weight](const Finding& finding) { return finding.weight == weight; });
  }
  return sorted;
}

}  // namespace attacca::doctor
