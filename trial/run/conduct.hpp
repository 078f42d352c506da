// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "host/guard/realtime_offences.hpp"
#include "host/plugin/offence.hpp"

namespace attacca::trial {

/// Calls on the audio thread that take unbounded time, by RealtimeOffenceKind.
struct AudioThreadCounts {
  std::array<std::uint64_t, host::kRealtimeOffenceKinds> by_kind{};

  [[nodiscard]] std::uint64_t& of(host::RealtimeOffenceKind kind) noexcept {
    return by_kind[static_cast<std::size_t>(kind)];
  }
  [[nodiscard]] std::uint64_t total() const noexcept {
    return std::accumulate(by_kind.begin(), by_kind.end(), std::uint64_t{0});
  }
};

/// The kinds' names in JSON, in their order.
inline constexpr std::array<const char*, host::kRealtimeOffenceKinds> kAudioThreadKeys{
    "allocations", "frees",   "locks",    "waits",     "sleeps",      "threads",
    "files",       "sockets", "mappings", "libraries", "system_calls"};

struct BrokenRule {
  std::string what;
  std::uint64_t count = 0;
  bool is_grave = false;  ///< It spoils audio or can make the audio thread wait.
};

/// "3 × allocation, 1 × lock"; empty when there is none. [any]
[[nodiscard]] std::string words_of(const AudioThreadCounts& counts);

[[nodiscard]] AudioThreadCounts audio_thread_counts(
    const host::RealtimeOffences& offences) noexcept;  ///< [any]

/// Each rule that the plugin broke, once, in the order in which that happened first. [main]
[[nodiscard]] std::vector<BrokenRule> broken_rules(const host::OffenceList& offences);

}  // namespace attacca::trial
