// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process/exit_trial.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include <unistd.h>

#include "host/base/process_end.hpp"
#include "trial/validate/macos/start_job.hpp"
#include "trial/validate/process/macos/exit_trial.hpp"

namespace attacca::validate {

namespace {

constexpr int kNotDone = 3;
constexpr std::chrono::seconds kPatience{8};

const OwnedJob* g_job = nullptr;

}  // namespace

void be_exit_trial_of(const OwnedJob& job) {
  g_job = &job;
}

ExitTrial try_exit(CheckContext& context, const std::function<void()>& act) {
  if (g_job == nullptr) context.skip("it takes a process of its own");
  if (g_job->is_exit_trial) {
    for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP}) {
      std::signal(signal, SIG_DFL);
    }
    int code = 0;
    try {
      act();
    } catch (...) {
      code = kNotDone;
    }
    std::exit(code);
  }
  const SharedLogPointer log = share_log();
  context.require(log != nullptr, "no memory");
  std::fflush(nullptr);
  auto child = start_job(g_job->job, g_job->seed, true, *log, STDERR_FILENO);
  context.require(child.has_value(), "no process could be started");
  ExitTrial trial;
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!child->has_ended()) {
    if (std::chrono::steady_clock::now() >= deadline) {
      child->end();
      trial.has_hung = true;
      trial.ended_by = "its host";
      return trial;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  const host::StartedChild::End end = child->wait();
  if (end.was_exit) {
    trial.code = end.number;
    trial.was_done = trial.code != kNotDone;
  } else {
    trial.ended_by = host::name_of_signal(end.number);
  }
  return trial;
}

}  // namespace attacca::validate
