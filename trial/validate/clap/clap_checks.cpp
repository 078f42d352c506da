// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/clap/clap_checks.hpp"

#include <vector>

namespace attacca::validate {

std::span<const Check> clap_checks() {
  static const std::vector<Check> checks = [] {
    std::vector<Check> all;
    for (const auto part :
         {clap_entry_checks(), clap_plugin_checks(), clap_host_checks(), clap_port_checks(),
          clap_layout_checks(), clap_param_checks(), clap_param_text_checks(), clap_event_checks(),
          clap_odd_event_checks(), clap_process_checks(), clap_state_checks(), clap_preset_checks(),
          clap_timing_checks(), clap_track_checks(), clap_gui_checks(), clap_offer_checks()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    for (Check& check : all) check.formats = Formats::clap;
    return all;
  }();
  return checks;
}

}  // namespace attacca::validate
