// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/process.hpp"

#include <cstdint>
#include <cstring>

#include <pthread.h>
#include <unistd.h>

#include "platform/posix/thread_names.hpp"

namespace attacca::core {

long process_id() noexcept {
  return static_cast<long>(::getpid());
}

long thread_id() noexcept {
  std::uint64_t id = 0;
  ::pthread_threadid_np(nullptr, &id);
  return static_cast<long>(id);
}

std::string thread_name() {
  char name[64] = {};
  ::pthread_getname_np(::pthread_self(), name, sizeof name);
  return {name, ::strnlen(name, sizeof name)};
}

void name_this_thread(const char* name) noexcept {
  ::pthread_setname_np(name);
}

}  // namespace attacca::core
