// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process/process_snapshot.hpp"

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/base/process_end.hpp"

extern char** environ;  // which not every system's headers declare

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
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = std::min(text.find('='), text.size());
    settings.emplace_back(text.substr(0, equals), text.substr(std::min(equals + 1, text.size())));
  }
  return settings;
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
    if (getrlimit(static_cast<decltype(RLIMIT_CORE)>(resource), &limit) != 0) continue;
    settings.emplace_back("resource limit " + std::to_string(resource),
                          std::to_string(limit.rlim_cur) + " of " + std::to_string(limit.rlim_max));
  }
  return settings;
}

}  // namespace attacca::validate
