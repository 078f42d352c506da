// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/process.hpp"

#include <cstring>

#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "platform/posix/thread_names.hpp"

namespace attacca::core {

long process_id() noexcept {
  return static_cast<long>(::getpid());
}

long thread_id() noexcept {
  return ::syscall(SYS_gettid);
}

std::string thread_name() {
  char name[32] = {};
  ::pthread_getname_np(::pthread_self(), name, sizeof name);
  return {name, ::strnlen(name, sizeof name)};
}

void name_this_thread(const char* name) noexcept {
  ::pthread_setname_np(::pthread_self(), name);
}

}  // namespace attacca::core
