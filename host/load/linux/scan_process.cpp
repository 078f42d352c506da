// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/load/scan_process.hpp"

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/base/child_processes.hpp"
#include "host/load/scan_protocol.hpp"

namespace attacca::host {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return value_; }
  void reset(int value = -1) {
    if (value_ >= 0) close(value_);
    value_ = value;
  }

 private:
  int value_;
};

/// The child process. It is killed, and waited for, by the destructor at the latest.
class Child {
 public:
  static Result<Child> start(const ScanOptions& options, const std::filesystem::path& file,
                             std::size_t first, int descriptor, int printed) {
    const std::string program =
        (options.program.empty() ? this_program() : options.program).string();
    const std::string path = file.string();
    const std::string number = std::to_string(descriptor);
    std::string argument = kScanArgument;
    const std::string from = std::to_string(first);
    std::array<char*, 7> arguments = {
        const_cast<char*>(program.c_str()),
        argument.data(),
        const_cast<char*>(path.c_str()),
        const_cast<char*>(number.c_str()),
        const_cast<char*>(from.c_str()),
        options.id.empty() ? nullptr : const_cast<char*>(options.id.c_str()),
        nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    // What the plugin prints does not belong into the tool's own output, but may say why it fails.
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, printed, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, printed, STDERR_FILENO);
    // The same number on both sides: duplicating onto itself drops close-on-exec in the child.
    posix_spawn_file_actions_adddup2(&actions, descriptor, descriptor);
    Child child;
    const int error =
        posix_spawn(&child.pid_, program.c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
      child.pid_ = -1;
      return fail("cannot start " + program + " to scan plugins: " + strerror(error));
    }
    return child;
  }

  Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)), status_(other.status_) {}
  Child& operator=(Child&&) = delete;
  ~Child() {
    if (pid_ > 0) (void)end();
  }

  [[nodiscard]] pid_t pid() const { return pid_; }

  /// Kills it if it still runs. The answer is waitpid's status.
  int end() {
    if (pid_ > 0) kill(pid_, SIGKILL);
    return wait();
  }

  int wait() {
    while (pid_ > 0 && waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status_;
  }

  /// Whether it has ended; wait() gives its status then.
  bool has_ended() {
    if (pid_ > 0 && waitpid(pid_, &status_, WNOHANG) == pid_) pid_ = -1;
    return pid_ <= 0;
  }

 private:
  Child() = default;
  pid_t pid_ = -1;
  int status_ = 0;
};

/// A pipe whose reading end does not block.
struct ScanPipe {
  ScanPipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return;
    fcntl(ends[0], F_SETFL, fcntl(ends[0], F_GETFL) | O_NONBLOCK);
    reading.reset(ends[0]);
    writing.reset(ends[1]);
  }
  [[nodiscard]] bool is_open() const { return reading.get() >= 0; }
  Descriptor reading;
  Descriptor writing;
};

/// Listens to a child: its lines, and what is printed in it.
class Listener {
 public:
  Listener(const ScanAudience& audience, int lines, int printed, milliseconds patience)
      : audience_(audience), lines_(lines), printed_(printed), patience_(patience) {}

  /// Until the child has ended (true) or one of its steps took longer than the patience (false).
  /// The pipes alone would not do: a process that the plugin started may hold their other ends.
  bool listen(Child& child) {
    // Not by its name: the header of glibc 2.36 does not declare it for C++. Where it is missing
    // (before Linux 5.3, some containers) the process is looked at in turns.
    const Descriptor process(static_cast<int>(syscall(SYS_pidfd_open, child.pid(), 0)));
    constexpr milliseconds kTurn{20};
    auto deadline = Clock::now() + patience_;
    std::array<pollfd, 3> polled = {
        {{process.get(), POLLIN, 0}, {lines_, POLLIN, 0}, {printed_, POLLIN, 0}}};
    for (;;) {
      const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
      if (left <= milliseconds::zero()) return false;
      const auto sleep = process.get() >= 0 ? left : std::min(left, kTurn);
      const int ready = poll(polled.data(), polled.size(), static_cast<int>(sleep.count()));
      if (ready < 0 && errno != EINTR) std::this_thread::sleep_for(kTurn);
      const bool ended = child.has_ended();
      if (drain_lines()) deadline = Clock::now() + patience_;
      drain_printed();
      if (ended) return true;
      // An end that was closed, deliberately or by dying, would make poll() spin.
      for (std::size_t i = 1; i < polled.size(); ++i) {
        if ((polled[i].revents & POLLHUP) != 0) polled[i].fd = -1;
      }
    }
  }

 private:
  /// Whether a step has begun.
  bool drain_lines() {
    bool has_begun = false;
    std::array<char, 4096> chunk{};
    ssize_t count = 0;
    while ((count = read(lines_, chunk.data(), chunk.size())) > 0) {
      buffered_.append(chunk.data(), static_cast<std::size_t>(count));
      for (std::size_t end; (end = buffered_.find('\n')) != std::string::npos;) {
        drain_printed();
        has_begun |= audience_.line(std::string_view(buffered_).substr(0, end));
        buffered_.erase(0, end + 1);
      }
    }
    return has_begun;
  }
  void drain_printed() {
    constexpr int kMostTurns = 64;  // a plugin that prints for ever is not to keep us here
    std::array<char, 4096> chunk{};
    ssize_t count = 0;
    for (int i = 0; i < kMostTurns && (count = read(printed_, chunk.data(), chunk.size())) > 0;
         ++i) {
      audience_.printed({chunk.data(), static_cast<std::size_t>(count)});
    }
  }

  const ScanAudience& audience_;
  int lines_;
  int printed_;
  milliseconds patience_;
  std::string buffered_;
};

}  // namespace

Result<ScanEnd> run_scan_process(const ScanOptions& options, const std::filesystem::path& file,
                                 std::size_t first, const ScanAudience& audience) {
  ScanPipe lines;
  ScanPipe printed;
  if (!lines.is_open() || !printed.is_open()) {
    return fail(std::string("cannot scan plugins: no pipe: ") + strerror(errno));
  }
  auto child = Child::start(options, file, first, lines.writing.get(), printed.writing.get());
  if (!child) return tl::unexpected(child.error());
  lines.writing.reset();
  printed.writing.reset();
  ScanEnd end;
  end.came_back = Listener(audience, lines.reading.get(), printed.reading.get(), options.timeout)
                      .listen(*child);
  const int status = end.came_back ? child->wait() : child->end();
  end.was_exit = WIFEXITED(status);
  end.number = end.was_exit ? WEXITSTATUS(status) : WTERMSIG(status);
  return end;
}

std::filesystem::path this_program() {
  return "/proc/self/exe";
}

void be_scan_child() {
  // Never outlive the tool, and let a crash be a crash: no handler, no core file of a whole DAW.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_DUMPABLE, 0);
  signal(SIGPIPE, SIG_IGN);
  adopt_orphans();
}

}  // namespace attacca::host
