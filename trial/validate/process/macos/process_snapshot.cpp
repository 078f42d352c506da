// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process/process_snapshot.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <system_error>

#include <pthread.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace attacca::validate {

Settings folders() {
  std::error_code error;
  const mode_t mask = umask(0);
  umask(mask);
  return {{"the working folder", std::filesystem::current_path(error).string()},
          {"the umask", hex(mask)}};
}

Settings scheduling() {
  sched_param parameters{};
  int policy = 0;
  pthread_getschedparam(pthread_self(), &policy, &parameters);
  return {{"the scheduling policy", std::to_string(policy)},
          {"the scheduling priority", std::to_string(parameters.sched_priority)},
          {"the nice value", std::to_string(getpriority(PRIO_PROCESS, 0))}};
}

std::string thread_name() {
  std::array<char, 64> text{};
  pthread_getname_np(pthread_self(), text.data(), text.size());
  return text.data();
}

void set_thread_name(const std::string& name) {
  pthread_setname_np(name.c_str());
}

}  // namespace attacca::validate
