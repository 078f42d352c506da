// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process/process_snapshot.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace attacca::validate {

namespace {

std::string name_of_signal(int number) {
  const char* const name = sigabbrev_np(number);
  return name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(number);
}

}  // namespace

Settings signal_handlers() {
  Settings settings;
  for (int number = 1; number <= SIGRTMAX; ++number) {
    struct sigaction action{};
    if (sigaction(number, nullptr, &action) != 0) continue;
    const auto address = (action.sa_flags & SA_SIGINFO) != 0
                             ? reinterpret_cast<std::uintptr_t>(action.sa_sigaction)
                             : reinterpret_cast<std::uintptr_t>(action.sa_handler);
    std::string text = hex(address);
    if (address == reinterpret_cast<std::uintptr_t>(SIG_DFL)) text = "default";
    if (address == reinterpret_cast<std::uintptr_t>(SIG_IGN)) text = "ignored";
    settings.emplace_back("the handler of " + name_of_signal(number),
                          text + " with flags " + hex(static_cast<unsigned>(action.sa_flags)));
  }
  return settings;
}

Settings signal_mask() {
  sigset_t mask{};
  pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  Settings settings;
  for (int number = 1; number <= SIGRTMAX; ++number) {
    settings.emplace_back(name_of_signal(number),
                          sigismember(&mask, number) == 1 ? "blocked" : "not blocked");
  }
  return settings;
}

Settings environment() {
  Settings settings;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = std::min(text.find('='), text.size());
    settings.emplace_back(text.substr(0, equals), text.substr(std::min(equals + 1, text.size())));
  }
  return settings;
}

Settings folders() {
  std::error_code error;
  const mode_t mask = umask(0);
  umask(mask);
  return {{"the working folder", std::filesystem::current_path(error).string()},
          {"the root folder", std::filesystem::read_symlink("/proc/self/root", error).string()},
          {"the umask", hex(mask)}};
}

Settings standard_streams() {
  Settings settings;
  for (int descriptor = 0; descriptor <= 2; ++descriptor) {
    struct stat status{};
    const bool is_open = fstat(descriptor, &status) == 0;
    settings.emplace_back("descriptor " + std::to_string(descriptor),
                          is_open ? "device " + std::to_string(status.st_dev) + ", inode " +
                                        std::to_string(status.st_ino) + ", flags " +
                                        hex(static_cast<unsigned>(fcntl(descriptor, F_GETFL)))
                                  : "closed");
  }
  return settings;
}

Settings resource_limits() {
  Settings settings;
  for (int resource = 0; resource < static_cast<int>(RLIM_NLIMITS); ++resource) {
    rlimit limit{};
    if (getrlimit(static_cast<__rlimit_resource_t>(resource), &limit) != 0) continue;
    settings.emplace_back("resource limit " + std::to_string(resource),
                          std::to_string(limit.rlim_cur) + " of " + std::to_string(limit.rlim_max));
  }
  return settings;
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
