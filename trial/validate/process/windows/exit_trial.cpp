// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process/exit_trial.hpp"

#include <cstdio>
#include <cstdlib>

#include <windows.h>

#include "host/base/process_end.hpp"
#include "host/base/windows/child_start.hpp"
#include "trial/validate/process/windows/exit_trial.hpp"
#include "trial/validate/windows/start_job.hpp"

namespace attacca::validate {

namespace {

constexpr int kNotDone = 3;
constexpr DWORD kPatience = 8'000;

const OwnedJob* g_job = nullptr;

}  // namespace

void be_exit_trial_of(const OwnedJob& job) {
  g_job = &job;
}

ExitTrial try_exit(CheckContext& context, const std::function<void()>& act) {
  if (g_job == nullptr) context.skip("it takes a process of its own");
  if (g_job->is_exit_trial) {
    SetUnhandledExceptionFilter(nullptr);  // a crash ends it with the exception's code
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
  auto child = start_job(g_job->job, g_job->seed, true, *log, GetStdHandle(STD_ERROR_HANDLE));
  context.require(child.has_value(), "no process could be started");
  ExitTrial trial;
  trial.has_hung = WaitForSingleObject(child->process(), kPatience) != WAIT_OBJECT_0;
  if (trial.has_hung) {
    child->end();
    trial.ended_by = "its host";
    return trial;
  }
  const DWORD code = child->wait();
  if (const auto exception = host::exception_of_exit(code)) {
    trial.ended_by = host::name_of_signal(*exception);
  } else {
    trial.code = static_cast<int>(code);
    trial.was_done = trial.code != kNotDone;
  }
  return trial;
}

}  // namespace attacca::validate
