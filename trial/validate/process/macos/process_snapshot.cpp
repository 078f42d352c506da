// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process/process_snapshot.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <crt_externs.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/base/process_end.hpp"

namespace attacca::validate {

Settings signal_handlers() {
  Settings settings;
  for (int number = 1; number < NSIG; ++number) {
    struct sigaction action{};
    if (sigaction(number, nullptr, &action) != 0) continue;
    const auto address = reinterpret_cast<std::uintptr_t>(action.sa_handler);
    std::string text = hex(address);
    if (address == reinterpret_cast<std::uintptr_t>(SIG_DFL)) text = "default";
    if (address == reinterpret_cast<std::uintptr_t>(SIG_IGN)) text = "ignored";
    settings.emplace_back("the handler of " + host::name_of_signal(number),
                          text + " with flags " + hex(static_cast<unsigned>(action.sa_flags)));
  }
  return settings;
}

Settings signal_mask() {
  sigset_t mask{};
  pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  Settings settings;
  for (int number = 1; number < NSIG; ++number) {
    settings.emplace_back(host::name_of_signal(number),
                          sigismember(&mask, number) == 1 ? "blocked" : "not blocked");
  }
  return settings;
}

Settings environment() {
  Settings settings;
  for (char** entry = *_NSGetEnviron(); entry != nullptr && *entry != nullptr; ++entry) {
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
  for (int resource = 0; resource < RLIM_NLIMITS; ++resource) {
    rlimit limit{};
    if (getrlimit(resource, &limit) != 0) continue;
    settings.emplace_back("resource limit " + std::to_string(resource),
                          std::to_string(limit.rlim_cur) + " of " + std::to_string(limit.rlim_max));
  }
  return settings;
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
