// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/state/state_checks.hpp"

#include <chrono>
#include <vector>

namespace attacca::validate {

std::span<const Check> state_checks() {
  static const std::vector<Check> checks = [] {
    std::vector<Check> all;
    for (const auto& part : {state_round_trip_checks(), state_order_checks(), state_damage_checks(),
                             state_keeping_checks(), golden_checks(), preset_checks()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    // Several instances each, and there are plugins that take a second for one on a busy machine.
    for (Check& check : all) check.timeout = std::chrono::seconds(30);
    return all;
  }();
  return checks;
}

}  // namespace attacca::validate
