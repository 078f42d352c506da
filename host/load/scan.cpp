// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/load/scan.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "binary/loadable_elf.hpp"
#include "host/load/plugin_binary.hpp"
#include "host/load/scan_protocol.hpp"

namespace attacca::host {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return value_; }
  void close() {
    if (value_ >= 0) ::close(value_);
    value_ = -1;
  }

 private:
  int value_;
};

/// What the child's lines have said so far.
struct Story {
  std::string stage = "starting";
  std::string error;
  bool is_complete = false;
  std::vector<PluginDescription> plugins;
};

PluginDescription from_json(const nlohmann::json& json) {
  PluginDescription plugin;
  plugin.format = json.value("format", "") == "vst3" ? PluginFormat::vst3 : PluginFormat::clap;
  plugin.id = json.value("id", "");
  plugin.name = json.value("name", "");
  plugin.vendor = json.value("vendor", "");
  plugin.version = json.value("version", "");
  plugin.features = json.value("features", std::vector<std::string>{});
  return plugin;
}

void take_line(Story& story, std::string_view line) {
  const auto json = nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
  if (!json.is_object()) return;
  story.stage = json.value("stage", story.stage);
  story.error = json.value("error", story.error);
  if (json.contains("plugins")) {
    for (const auto& plugin : json["plugins"]) story.plugins.push_back(from_json(plugin));
    story.is_complete = true;
  }
}

std::string describe_end(int status) {
  if (WIFSIGNALED(status)) {
    const char* const name = sigabbrev_np(WTERMSIG(status));
    return std::string("crashed with SIG") + (name != nullptr ? name : "?");
  }
  return "ended the process with code " + std::to_string(WEXITSTATUS(status));
}

std::string seconds(milliseconds time) {
  const auto whole = time.count() / 1000;
  const auto tenths = time.count() % 1000 / 100;
  return std::to_string(whole) + (tenths > 0 ? "." + std::to_string(tenths) : "") + " s";
}

/// The child process. It is killed, and waited for, by the destructor at the latest.
class Child {
 public:
  static Result<Child> start(const ScanOptions& options, const std::filesystem::path& file,
                             int descriptor) {
    const std::string program = options.program.string();
    const std::string path = file.string();
    const std::string number = std::to_string(descriptor);
    std::string argument = kScanArgument;
    std::array<char*, 5> arguments = {const_cast<char*>(program.c_str()), argument.data(),
                                      const_cast<char*>(path.c_str()),
                                      const_cast<char*>(number.c_str()), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    // What the plugin prints does not belong into the tool's own output.
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
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

  Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  Child& operator=(Child&&) = delete;
  ~Child() {
    if (pid_ > 0) (void)end();
  }

  [[nodiscard]] pid_t pid() const { return pid_; }

  /// Kills it if it still runs. The answer is waitpid's status.
  int end() {
    kill(pid_, SIGKILL);
    return wait();
  }

  int wait() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

 private:
  Child() = default;
  pid_t pid_ = -1;
};

/// Reads lines until the child has ended (true) or the deadline has passed (false). The pipe alone
/// would not do: a process that the plugin started may hold its other end open.
bool listen(Story& story, int pipe, pid_t pid, Clock::time_point deadline) {
  // Not by its name: the header of glibc 2.36 does not declare it for C++.
  const Descriptor process(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
  std::string buffered;
  std::array<char, 4096> chunk{};
  const auto drain = [&] {
    ssize_t count = 0;
    while ((count = read(pipe, chunk.data(), chunk.size())) > 0) {
      buffered.append(chunk.data(), static_cast<std::size_t>(count));
      for (std::size_t end; (end = buffered.find('\n')) != std::string::npos;) {
        take_line(story, std::string_view(buffered).substr(0, end));
        buffered.erase(0, end + 1);
      }
    }
  };
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    if (left <= milliseconds::zero()) return false;
    std::array<pollfd, 2> polled = {{{process.get(), POLLIN, 0}, {pipe, POLLIN, 0}}};
    if (poll(polled.data(), polled.size(), static_cast<int>(left.count())) < 0 && errno != EINTR) {
      return false;
    }
    drain();
    if (polled[0].revents != 0) {
      drain();
      return true;
    }
    if ((polled[1].revents & POLLHUP) != 0) {
      // It closed its end, deliberately or by dying; only the process matters from here.
      std::array<pollfd, 1> only = {{{process.get(), POLLIN, 0}}};
      return poll(only.data(), 1, static_cast<int>(left.count())) > 0;
    }
  }
}

}  // namespace

Result<ScanResult> scan_in_child(const std::filesystem::path& path, const ScanOptions& options) {
  // What can be found out without running anything needs no child.
  const auto binary = find_plugin_binary(path);
  if (!binary) return tl::unexpected(binary.error());
  if (auto loadable = binary::check_loadable_elf(binary->path); !loadable) {
    return tl::unexpected(loadable.error());
  }
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    return fail(std::string("cannot scan plugins: no pipe: ") + strerror(errno));
  }
  const Descriptor ours(ends[0]);
  Descriptor theirs(ends[1]);
  fcntl(ends[1], F_SETFL, fcntl(ends[1], F_GETFL) & ~O_NONBLOCK);
  auto child = Child::start(options, path, theirs.get());
  if (!child) return tl::unexpected(child.error());
  theirs.close();

  Story story;
  const bool ended = listen(story, ours.get(), child->pid(), Clock::now() + options.timeout);
  if (!ended) {
    (void)child->end();
    return fail(path.string() + " did not answer within " + seconds(options.timeout) + " while " +
                story.stage);
  }
  const int status = child->wait();
  const bool exited_well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (exited_well && !story.error.empty()) return fail(story.error);
  if (exited_well && story.is_complete) return ScanResult{std::move(story.plugins)};
  if (story.is_complete)
    return fail(path.string() + " " + describe_end(status) + " after unloading");
  return fail(path.string() + " " + describe_end(status) + " while " + story.stage);
}

}  // namespace attacca::host
