// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/guard/scope_mark.hpp"

#include <array>
#include <atomic>

#include <pthread.h>

#include "host/guard/macos/scope_mark.hpp"

namespace attacca::host {
namespace {

/// The threads that are inside; more than these are not known, which harms little.
constexpr std::size_t kMostThreads = 64;
constinit std::array<std::atomic<thread_act_t>, kMostThreads> g_inside{};
static_assert(std::atomic<thread_act_t>::is_always_lock_free, "read by signal handlers");

}  // namespace

namespace detail {

void mark_scope(bool is_inside) noexcept {
  const thread_act_t self = pthread_mach_thread_np(pthread_self());
  for (std::atomic<thread_act_t>& place : g_inside) {
    thread_act_t there = is_inside ? MACH_PORT_NULL : self;
    if (place.compare_exchange_strong(there, is_inside ? self : MACH_PORT_NULL)) return;
  }
}

}  // namespace detail

bool is_marked(thread_act_t thread) noexcept {
  for (const std::atomic<thread_act_t>& place : g_inside) {
    if (place.load() == thread) return true;
  }
  return false;
}

}  // namespace attacca::host
