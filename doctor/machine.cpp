// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "doctor/machine.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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

/// Reads until the other end is closed, or time is up; false then.
bool read_all(int descriptor, Clock::time_point until, std::string& text) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return false;
    pollfd entry{descriptor, POLLIN, 0};
    const int ready = ::poll(&entry, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    char buffer[4096];
    const ssize_t count = ::read(descriptor, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return true;
    if (text.size() < kMostText) text.append(buffer, static_cast<std::size_t>(count));
  }
}

Answer run_command(const std::vector<std::string>& command) {
  Answer answer;
  int ends[2];
  if (command.empty() || ::pipe2(ends, O_CLOEXEC) != 0) return answer;
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t child = -1;
  const int error =
      ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (error == 0) {
    if (!read_all(ends[0], Clock::now() + kPatience, answer.text)) ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status)) answer.exit_code = WEXITSTATUS(status);
  }
  ::close(ends[0]);
  return answer;
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
