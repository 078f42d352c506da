// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/guard/realtime_guard.hpp"

#include <atomic>
#include <utility>

#include "host/guard/hook.hpp"
#include "host/guard/scope_mark.hpp"

namespace attacca::host {

namespace detail {

constinit thread_local RealtimeOffences* t_realtime_offences
    __attribute__((tls_model("initial-exec"))) = nullptr;

namespace {

constinit thread_local int t_depth __attribute__((tls_model("initial-exec"))) = 0;
constinit std::atomic<RealtimeGuardReach> g_reach{RealtimeGuardReach::nothing};

}  // namespace

void set_realtime_guard_reach(RealtimeGuardReach reach) noexcept {
  prime_backtraces();
  g_reach = reach;
}

__attribute__((noinline)) void note_realtime_offence(RealtimeOffenceKind kind,
                                                     const void* caller) noexcept {
  // The unwinder may itself call what is caught.
  RealtimeOffences* const offences = std::exchange(t_realtime_offences, nullptr);
  offences->note(kind, caller, __builtin_frame_address(0));
  t_realtime_offences = offences;
}

}  // namespace detail

RealtimeScope::RealtimeScope(RealtimeOffences& counts) noexcept
    : outer_(std::exchange(detail::t_realtime_offences, &counts)) {
  if (++detail::t_depth == 1) detail::mark_scope(true);
}

RealtimeScope::~RealtimeScope() {
  if (--detail::t_depth == 0) detail::mark_scope(false);
  detail::t_realtime_offences = outer_;
}

RealtimePardon::RealtimePardon() noexcept
    : counts_(std::exchange(detail::t_realtime_offences, nullptr)) {}

RealtimePardon::~RealtimePardon() {
  detail::t_realtime_offences = counts_;
}

bool in_realtime_scope() noexcept {
  return detail::t_depth > 0;
}

RealtimeGuardReach realtime_guard_reach() noexcept {
  return detail::g_reach;
}

}  // namespace attacca::host
