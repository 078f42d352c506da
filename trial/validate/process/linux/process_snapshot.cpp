// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process/process_snapshot.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <system_error>

#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace attacca::validate {

Settings folders() {
  std::error_code error;
  const mode_t mask = umask(0);
  umask(mask);
  return {{"the working folder", std::filesystem::current_path(error).string()},
          {"the root folder", std::filesystem::read_symlink("/proc/self/root", error).string()},
          {"the umask", hex(mask)}};
}

Settings scheduling() {
  sched_param parameters{};
  sched_getparam(0, &parameters);
  cpu_set_t processors;
  CPU_ZERO(&processors);
  sched_getaffinity(0, sizeof processors, &processors);
  std::string list;
  for (std::size_t i = 0; i < CPU_SETSIZE; ++i) {
    if (CPU_ISSET(i, &processors)) list += (list.empty() ? "" : " ") + std::to_string(i);
  }
  return {{"the scheduling policy", std::to_string(sched_getscheduler(0))},
          {"the scheduling priority", std::to_string(parameters.sched_priority)},
          {"the nice value", std::to_string(getpriority(PRIO_PROCESS, 0))},
          {"the set of processors", list}};
}

std::string thread_name() {
  std::array<char, 16> text{};
  prctl(PR_GET_NAME, text.data());
  return text.data();
}

void set_thread_name(const std::string& name) {
  prctl(PR_SET_NAME, name.c_str());
}

}  // namespace attacca::validate
