// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/background_thread.hpp"

#include <csignal>
#include <utility>

#include <pthread.h>

#include "platform/posix/thread_names.hpp"

namespace attacca::core {

namespace {

/// Threads inherit the mask of the one that starts them.
class SignalsBlocked {
 public:
  SignalsBlocked() noexcept {
    sigset_t all;
    sigfillset(&all);  // a macro under macOS
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_;
};

}  // namespace

std::thread start_background_thread(const char* name, std::function<void()> body) {
  const SignalsBlocked blocked;
  return std::thread([name, work = std::move(body)] {
    name_this_thread(name);
    work();
  });
}

}  // namespace attacca::core
