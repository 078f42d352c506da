// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/interrupt_switch.hpp"

#include <array>
#include <csignal>
#include <cstddef>

#include "trial/validate/check_runner.hpp"

namespace attacca::validate {

namespace {

volatile std::sig_atomic_t g_interrupted = 0;

constexpr std::array kSignals{SIGINT, SIGTERM, SIGQUIT, SIGHUP};
std::array<struct sigaction, kSignals.size()> g_old{};

}  // namespace

InterruptSwitch::InterruptSwitch() {
  g_interrupted = 0;
  struct sigaction action{};
  action.sa_handler = [](int) { g_interrupted = 1; };
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    sigaction(kSignals[i], &action, &g_old[i]);
    const bool is_nohup = kSignals[i] == SIGHUP && g_old[i].sa_handler == SIG_IGN;
    if (is_nohup) sigaction(SIGHUP, &g_old[i], nullptr);
  }
}

InterruptSwitch::~InterruptSwitch() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &g_old[i], nullptr);
}

bool was_interrupted() noexcept {
  return g_interrupted != 0;
}

}  // namespace attacca::validate
