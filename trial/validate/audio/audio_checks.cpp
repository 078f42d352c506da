// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/audio/audio_checks.hpp"

#include <chrono>
#include <vector>

namespace attacca::validate {

std::span<const Check> audio_checks() {
  static const std::vector<Check> checks = [] {
    std::vector<Check> all;
    for (const auto& part : {audio_block_checks(), audio_memory_checks(), audio_signal_checks(),
                             audio_time_checks(), audio_double_checks()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    // Several instances each, and there are plugins that take a second for one on a busy machine.
    for (Check& check : all) check.timeout = std::chrono::seconds(30);
    return all;
  }();
  return checks;
}

}  // namespace attacca::validate
