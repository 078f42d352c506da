// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/child_groups.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>

#include <sys/types.h>

#include "processes/posix/signal_number.hpp"

namespace attacca::processes {
namespace {

/// A build, a trial and a player; more would not be known, which harms little.
constexpr std::size_t kMostGroups = 8;
/// The signal above, the group below; 0: none. One word, so that a handler finds both or neither.
std::array<std::atomic<std::uint64_t>, kMostGroups> g_groups{};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

}  // namespace

ChildGroup::ChildGroup(ProcessId group, Signal signal) noexcept : slot_(0) {
  const std::uint64_t entry =
      (static_cast<std::uint64_t>(number_of(signal)) << 32) | static_cast<std::uint32_t>(group);
  for (; slot_ < kMostGroups; ++slot_) {
    std::uint64_t none = 0;
    if (g_groups[slot_].compare_exchange_strong(none, entry)) return;
  }
}

ChildGroup::~ChildGroup() {
  if (slot_ < kMostGroups) g_groups[slot_].store(0);
}

void signal_child_groups() noexcept {
  for (const auto& group : g_groups) {
    const std::uint64_t entry = group.load();
    if (entry != 0) kill(-static_cast<pid_t>(entry & 0xFFFFFFFFu), static_cast<int>(entry >> 32));
  }
}

}  // namespace attacca::processes
