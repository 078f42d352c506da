// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "host/guard/realtime_offences.hpp"

namespace attacca::host {

/// While it lives, calls on this thread that take unbounded time (RealtimeOffenceKind) are counted
/// into `counts` with the place they came from, provided that the program links
/// `attacca_realtime_guard` and exports its symbols (ENABLE_EXPORTS), so that the calls of plugins
/// reach it. Scopes may nest; the innermost counts.
///
/// What a C library function does inside is part of that call: fopen is one file offence, not also
/// an allocation. What escapes: system calls made without the C library (a syscall instruction of
/// the plugin's own), spin locks made of atomics, page faults, and functions that a plugin reaches
/// past the program's symbols (RTLD_DEEPBIND, a C library of its own).
///
/// [audio] noexcept, costs four thread-local writes.
class RealtimeScope {
 public:
  explicit RealtimeScope(RealtimeOffences& counts) noexcept;
  ~RealtimeScope();
  RealtimeScope(const RealtimeScope&) = delete;
  RealtimeScope& operator=(const RealtimeScope&) = delete;

 private:
  RealtimeOffences* outer_;
};

/// Inside a scope, while it lives, nothing is counted on this thread: for what the host itself does
/// when a plugin calls it, and which is not the plugin's fault. [any] noexcept.
class RealtimePardon {
 public:
  RealtimePardon() noexcept;
  ~RealtimePardon();
  RealtimePardon(const RealtimePardon&) = delete;
  RealtimePardon& operator=(const RealtimePardon&) = delete;

 private:
  RealtimeOffences* counts_;
};

/// Whether this thread is inside a RealtimeScope, pardoned or not. Safe in a signal handler. [any]
[[nodiscard]] bool in_realtime_scope() noexcept;

/// What this program can count: "everything", "allocations only" (under a sanitizer) or "nothing"
/// (guard not linked). [any]
enum class RealtimeGuardReach : std::uint8_t { nothing, allocations_only, everything };
[[nodiscard]] RealtimeGuardReach realtime_guard_reach() noexcept;

}  // namespace attacca::host
