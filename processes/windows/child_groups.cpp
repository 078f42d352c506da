// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/child_groups.hpp"

#include <array>
#include <atomic>
#include <cstdint>

#include <windows.h>

#include "platform/windows/handle.hpp"

namespace attacca::processes {
namespace {

/// A build, a trial and a player; more would not be known, which harms little: all that Child has
/// started ends with this program, by its job.
constexpr std::size_t kMostGroups = 8;
/// How it ends above, the process below; 0: none. One word, so that a handler finds both or
/// neither.
std::array<std::atomic<std::uint64_t>, kMostGroups> g_groups{};
constexpr std::uint64_t kAtOnce = std::uint64_t{1} << 32;
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

void end_at_once(DWORD process) noexcept {
  const core::Handle handle(::OpenProcess(PROCESS_TERMINATE, FALSE, process));
  if (handle.is_open()) ::TerminateProcess(handle.get(), STATUS_CONTROL_C_EXIT);
}

}  // namespace

ChildGroup::ChildGroup(ProcessId group, Signal signal) noexcept : slot_(0) {
  const std::uint64_t entry =
      (signal == Signal::kill ? kAtOnce : 0) | static_cast<std::uint32_t>(group);
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
    if (entry == 0) continue;
    const auto process = static_cast<DWORD>(entry & 0xFFFF'FFFFU);
    const bool is_told =
        (entry & kAtOnce) == 0 && ::GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, process) != 0;
    if (!is_told) end_at_once(process);
  }
}

}  // namespace attacca::processes
