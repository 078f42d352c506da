// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/posix/passed_signals.hpp"

#include <atomic>
#include <cstddef>

namespace attacca::trial {
namespace {

std::atomic<pid_t> g_child{0};
std::atomic<int> g_asked{0};
static_assert(std::atomic<pid_t>::is_always_lock_free, "read by signal handlers");

}  // namespace

PassedSignals::PassedSignals() {
  g_asked = 0;
  struct sigaction action{};
  action.sa_handler = [](int) {
    const pid_t child = g_child;
    const bool is_first = g_asked.fetch_add(1) == 0;
    if (child > 0) kill(child, is_first ? SIGTERM : SIGKILL);
  };
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    sigaction(kSignals[i], &action, &old_[i]);
    // nohup(1): who wants to go on without a terminal goes on.
    const bool is_nohup = kSignals[i] == SIGHUP && old_[i].sa_handler == SIG_IGN;
    if (is_nohup) sigaction(SIGHUP, &old_[i], nullptr);
  }
}

PassedSignals::~PassedSignals() {
  g_child = 0;
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &old_[i], nullptr);
}

void PassedSignals::pass_to(pid_t child) noexcept {
  g_child = child;
  if (g_asked > 0) kill(child, SIGTERM);
}

void PassedSignals::pass_to_nobody() noexcept {
  g_child = 0;
}

bool PassedSignals::asked_to_end() const noexcept {
  return g_asked > 0;
}

}  // namespace attacca::trial
