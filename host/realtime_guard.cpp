// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/realtime_guard.hpp"

#include "host/realtime_guard_hook.hpp"

namespace attacca::host {

namespace detail {

constinit thread_local RealtimeOffences* t_realtime_offences
    __attribute__((tls_model("initial-exec"))) = nullptr;

namespace {
constinit std::atomic<RealtimeGuardReach> g_reach{RealtimeGuardReach::nothing};
}

void set_realtime_guard_reach(RealtimeGuardReach reach) noexcept {
  g_reach = reach;
}

}  // namespace detail

RealtimeScope::RealtimeScope(RealtimeOffences& counts) noexcept
    : outer_(detail::t_realtime_offences) {
  detail::t_realtime_offences = &counts;
}

RealtimeScope::~RealtimeScope() {
  detail::t_realtime_offences = outer_;
}

bool in_realtime_scope() noexcept {
  return detail::t_realtime_offences != nullptr;
}

RealtimeGuardReach realtime_guard_reach() noexcept {
  return detail::g_reach;
}

}  // namespace attacca::host
