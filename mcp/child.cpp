// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/child.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace attacca::mcp {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostOutput = std::size_t{64} << 20U;
constexpr std::size_t kMostErrors = std::size_t{64} << 10U;
/// Between SIGTERM and SIGKILL: less than clients wait for the server itself.
constexpr std::chrono::milliseconds kPatience{1200};

/// The reading ends of a child's standard output and error.
class Ends {
 public:
  Ends() {
    is_good_ = ::pipe2(out_.data(), O_CLOEXEC) == 0 && ::pipe2(err_.data(), O_CLOEXEC) == 0;
  }
  ~Ends() {
    for (int& end : out_) shut(end);
    for (int& end : err_) shut(end);
  }
  Ends(const Ends&) = delete;
  Ends& operator=(const Ends&) = delete;

  [[nodiscard]] bool is_good() const noexcept { return is_good_; }
  [[nodiscard]] pid_t spawn(const std::vector<std::string>& command, int& error) {
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out_[1], 1);
    posix_spawn_file_actions_adddup2(&actions, err_[1], 2);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    // A group of its own: ended with all that it started.
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    // The server ignores it; a command with a pipe in it counts on it.
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &broken_pipe);
    pid_t child = -1;
    error = ::posix_spawnp(&child, arguments[0], &actions, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    shut(out_[1]);
    shut(err_[1]);
    return error == 0 ? child : -1;
  }
  [[nodiscard]] bool is_open() const noexcept { return out_[0] >= 0 || err_[0] >= 0; }
  /// Takes what is there, waiting at most that long for it.
  void read(int milliseconds, Outcome& outcome) {
    std::array<pollfd, 2> waited = {pollfd{out_[0], POLLIN, 0}, pollfd{err_[0], POLLIN, 0}};
    if (::poll(waited.data(), waited.size(), milliseconds) <= 0) return;
    if (waited[0].revents != 0 && take(out_[0], outcome.output) &&
        outcome.output.size() > kMostOutput) {
      outcome.output.resize(kMostOutput);
    }
    if (waited[1].revents != 0 && take(err_[0], outcome.errors) &&
        outcome.errors.size() > kMostErrors) {
      outcome.errors.erase(0, outcome.errors.size() - kMostErrors);
    }
  }

 private:
  static void shut(int& end) noexcept {
    if (end >= 0) ::close(end);
    end = -1;
  }
  static bool take(int& end, std::string& text) {
    std::array<char, 65536> piece{};
    const ssize_t count = ::read(end, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) return true;
    if (count <= 0) {
      shut(end);
      return false;
    }
    text.append(piece.data(), static_cast<std::size_t>(count));
    return true;
  }

  std::array<int, 2> out_ = {-1, -1};
  std::array<int, 2> err_ = {-1, -1};
  bool is_good_ = false;
};

/// Whether the child has ended. It is not reaped: its number, which is that of its group, stays its
/// own.
bool has_ended(pid_t child) {
  siginfo_t info{};
  const int result = ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT);
  return result != 0 ? errno == ECHILD : info.si_pid == child;
}

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of("\r\n");
  if (end == std::string::npos) return "";
  const std::size_t before = text.find_last_of("\r\n", end);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  return text.substr(begin, end + 1 - begin);
}

}  // namespace

Outcome run_child(const std::vector<std::string>& command, const std::atomic<bool>& is_cancelled,
                  const std::function<void(const std::string& last_line)>& is_alive) {
  Outcome outcome;
  Ends ends;
  if (!ends.is_good()) {
    outcome.failure = "no pipe for " + command.front() + ": too many files are open";
    return outcome;
  }
  int error = 0;
  const pid_t child = ends.spawn(command, error);
  if (child < 0) {
    outcome.failure = "cannot run " + command.front() + ": " + std::strerror(error);
    return outcome;
  }
  auto next_sign = Clock::now() + std::chrono::seconds(1);
  auto end_by = Clock::time_point::max();
  auto ended_at = Clock::time_point::max();
  // What a program left behind may hold the pipes; nobody waits for that longer than a second.
  while (ended_at == Clock::time_point::max() ||
         (ends.is_open() && Clock::now() < ended_at + std::chrono::seconds(1))) {
    ends.read(ends.is_open() ? 100 : 0, outcome);
    if (!ends.is_open()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const auto now = Clock::now();
    if (ended_at == Clock::time_point::max() && has_ended(child)) {
      ended_at = now;
      if (is_cancelled) break;
    }
    if (is_cancelled && end_by == Clock::time_point::max()) {
      ::kill(-child, SIGTERM);
      end_by = now + kPatience;
    }
    if (now > end_by) ::kill(-child, SIGKILL);
    if (now >= next_sign) {
      next_sign = now + std::chrono::seconds(1);
      is_alive(last_line(outcome.errors));
    }
  }
  // With all that it started, also what does not listen to SIGTERM.
  if (is_cancelled) ::kill(-child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno == EINTR) continue;
    outcome.failure = "lost sight of " + command.front();
    return outcome;
  }
  if (WIFEXITED(status)) {
    outcome.exit_code = WEXITSTATUS(status);
  } else if (WIFSIGNALED(status)) {
    outcome.failure = command.front() + " was ended by signal " + std::to_string(WTERMSIG(status)) +
                      " (" + ::strsignal(WTERMSIG(status)) + ")";
  }
  return outcome;
}

}  // namespace attacca::mcp
