// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "doctor/machine.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <utility>

#include <dlfcn.h>
#include <sys/resource.h>
#include <unistd.h>

#include "processes/outcome.hpp"

namespace attacca::doctor {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{10};
constexpr std::size_t kMostText = std::size_t{1} << 20U;

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Relative paths in these variables are to be ignored.
fs::path folder_of(const char* variable, const fs::path& otherwise) {
  const fs::path path = environment(variable);
  return path.is_absolute() ? path : otherwise;
}

std::uint64_t limit_of(int resource) {
  rlimit limit{};
  if (::getrlimit(static_cast<__rlimit_resource>(resource), &limit) != 0) return 0;
  return limit.rlim_cur == RLIM_INFINITY ? UINT64_MAX : limit.rlim_cur;
}

Answer run_command(const std::vector<std::string>& command) {
  if (command.empty()) return {};
  const auto until = Clock::now() + kPatience;
  processes::Outcome outcome =
      processes::run(command, {.errors = processes::Print::dropped, .most_output = kMostText},
                     [until](const processes::Child&) { return Clock::now() < until; });
  return {outcome.exit_code, std::move(outcome.output)};
}

/// It is closed again: nothing of it stays.
bool is_loadable(const char* library) {
  void* const handle = ::dlopen(library, RTLD_LAZY | RTLD_LOCAL);
  if (handle == nullptr) return false;
  ::dlclose(handle);
  return true;
}

}  // namespace

Machine Machine::here() {
  Machine machine;
  machine.plugins = package::SearchPaths::of_environment();
  machine.home = package::home_folder();
  machine.cache = folder_of("XDG_CACHE_HOME", machine.home / ".cache");
  machine.config = folder_of("XDG_CONFIG_HOME", machine.home / ".config");
  const std::string path = environment("PATH");
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    if (end > 0) machine.programs.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  machine.realtime_priority = limit_of(RLIMIT_RTPRIO);
  machine.locked_memory = limit_of(RLIMIT_MEMLOCK);
  machine.open_files = limit_of(RLIMIT_NOFILE);
  machine.user = ::geteuid();
  machine.display = environment("DISPLAY");
  machine.run = run_command;
  machine.can_load = is_loadable;
  return machine;
}

std::optional<fs::path> Machine::program(const std::string& name) const {
  std::error_code error;
  for (const fs::path& folder : programs) {
    fs::path path = folder / name;
    if (fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0) return path;
  }
  return std::nullopt;
}

}  // namespace attacca::doctor
