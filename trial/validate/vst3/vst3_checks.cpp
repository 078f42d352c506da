// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/vst3/vst3_checks.hpp"

#include <vector>

namespace attacca::validate {

namespace {

// Plugins that load samples or impulse responses do so again with every state and activation, and
// these checks hand over dozens of them.
constexpr std::chrono::seconds kPatience{30};

}  // namespace

std::span<const Check> vst3_checks() {
  static const std::vector<Check> checks = [] {
    std::vector<Check> all;
    for (const auto part :
         {vst3_module_checks, vst3_module_info_checks, vst3_identity_checks, vst3_life_checks,
          vst3_host_checks, vst3_bus_checks, vst3_setup_checks, vst3_process_checks,
          vst3_parameter_checks, vst3_unit_checks, vst3_program_checks, vst3_note_checks,
          vst3_offer_checks, vst3_state_checks, vst3_stream_checks, vst3_track_checks,
          vst3_view_checks}) {
      const auto some = part();
      all.insert(all.end(), some.begin(), some.end());
    }
    for (Check& check : all) {
      check.timeout = kPatience;
      check.formats = Formats::vst3;
    }
    return all;
  }();
  return checks;
}

}  // namespace attacca::validate
