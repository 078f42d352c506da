// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/offence.hpp"
#include "host/realtime_guard.hpp"

namespace attacca::cli {

/// Calls on the audio thread that take unbounded time.
struct AudioThreadCounts {
  std::uint64_t allocations = 0;
  std::uint64_t frees = 0;
  std::uint64_t locks = 0;
  std::uint64_t sleeps = 0;

  [[nodiscard]] std::uint64_t total() const noexcept {
    return allocations + frees + locks + sleeps;
  }
};

struct BrokenRule {
  std::string what;
  std::uint64_t count = 0;
  bool is_grave = false;  ///< It spoils audio or can make the audio thread wait.
};

[[nodiscard]] AudioThreadCounts audio_thread_counts(
    const host::RealtimeOffences& offences) noexcept;  ///< [any]

/// Each rule that the plugin broke, once, in the order in which that happened first. [main]
[[nodiscard]] std::vector<BrokenRule> broken_rules(const host::OffenceList& offences);

}  // namespace attacca::cli
