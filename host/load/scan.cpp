// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/load/scan.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
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
#include "host/base/process_end.hpp"
#include "host/load/plugin_binary.hpp"
#include "host/load/scan_protocol.hpp"
#include "text/printable.hpp"
#include "text/utf8.hpp"

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

/// What the child's lines have said so far.
struct Story {
  std::string stage = "starting";
  std::string error;  ///< Of the file as a whole.
  bool is_complete = false;
  std::vector<PluginDescription> declared;
  std::vector<std::size_t> made;
  std::vector<std::pair<std::size_t, std::string>> refused;
  std::optional<std::size_t> trying;  ///< What it was busy with.
  std::string printed;                ///< The end of what the plugins printed.
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

/// What the plugins printed last, for the end of a message; empty when they were silent.
std::string last_words(const std::string& printed) {
  constexpr std::size_t kLines = 3;
  constexpr std::size_t kLongest = 200;
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < printed.size();) {
    const std::size_t end = std::min(printed.find('\n', begin), printed.size());
    std::string line = text::printable(std::string_view(printed).substr(begin, end - begin));
    if (line.find_first_not_of(' ') != std::string::npos) {
      lines.emplace_back(text::cut_utf8(line, kLongest));
    }
    begin = end + 1;
  }
  std::string text;
  for (std::size_t i = lines.size() > kLines ? lines.size() - kLines : 0; i < lines.size(); ++i) {
    text += (text.empty() ? "; it printed: \"" : " / ") + lines[i];
  }
  return text.empty() ? text : text + "\"";
}

/// `story.printed` holds what was printed until the line was sent.
void take_line(Story& story, std::string_view line) {
  const auto json = nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
  if (!json.is_object()) return;
  try {
    story.stage = json.value("stage", story.stage);
    story.is_complete = json.value("complete", story.is_complete);
    if (json.contains("plugins")) {
      for (const auto& plugin : json["plugins"]) story.declared.push_back(from_json(plugin));
    }
    if (json.contains("trying")) {
      story.trying = json["trying"].get<std::size_t>();
    }
    if (json.contains("made")) {
      story.made.push_back(json["made"].get<std::size_t>());
      story.trying.reset();
      story.printed.clear();
    } else if (json.contains("refused")) {
      story.refused.emplace_back(json["refused"].get<std::size_t>(),
                                 json.value("error", "") + last_words(story.printed));
      story.trying.reset();
      story.printed.clear();
    } else {
      story.error = json.value("error", story.error);
    }
  } catch (const nlohmann::json::exception&) {
    // Not a line of ours: a plugin found the descriptor and wrote to it.
  }
}

std::string describe_end(const std::string& path, int status, const std::string& when) {
  if (WIFSIGNALED(status)) {
    return describe_signal_end(path, WTERMSIG(status), when, narrow_limits());
  }
  return path + " ended the process with code " + std::to_string(WEXITSTATUS(status)) + " " + when;
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
                             std::size_t first, int descriptor, int printed) {
    const std::string program = options.program.string();
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
  Listener(Story& story, int lines, int printed, milliseconds patience)
      : story_(story), lines_(lines), printed_(printed), patience_(patience) {}

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
  /// Whether there were any.
  bool drain_lines() {
    const std::string before = story_.stage;
    std::array<char, 4096> chunk{};
    ssize_t count = 0;
    while ((count = read(lines_, chunk.data(), chunk.size())) > 0) {
      buffered_.append(chunk.data(), static_cast<std::size_t>(count));
      for (std::size_t end; (end = buffered_.find('\n')) != std::string::npos;) {
        drain_printed();
        take_line(story_, std::string_view(buffered_).substr(0, end));
        buffered_.erase(0, end + 1);
      }
    }
    return story_.stage != before;
  }
  void drain_printed() {
    constexpr std::size_t kKept = 4096;
    constexpr int kMostTurns = 64;  // a plugin that prints for ever is not to keep us here
    std::array<char, 4096> chunk{};
    ssize_t count = 0;
    for (int i = 0; i < kMostTurns && (count = read(printed_, chunk.data(), chunk.size())) > 0;
         ++i) {
      story_.printed.append(chunk.data(), static_cast<std::size_t>(count));
      if (story_.printed.size() > kKept) story_.printed.erase(0, story_.printed.size() - kKept);
    }
  }

  Story& story_;
  int lines_;
  int printed_;
  milliseconds patience_;
  std::string buffered_;
};

/// One child that tries the plugins from number `first` on. Errors: what concerns the whole file.
/// A plugin at which it ended is added to those that were refused.
Result<Story> scan_from(const std::filesystem::path& path, std::size_t first,
                        const ScanOptions& options) {
  ScanPipe lines;
  ScanPipe printed;
  if (!lines.is_open() || !printed.is_open()) {
    return fail(std::string("cannot scan plugins: no pipe: ") + strerror(errno));
  }
  auto child = Child::start(options, path, first, lines.writing.get(), printed.writing.get());
  if (!child) return tl::unexpected(child.error());
  lines.writing.reset();
  printed.writing.reset();
  Story story;
  const bool ended =
      Listener(story, lines.reading.get(), printed.reading.get(), options.timeout).listen(*child);
  const int status = ended ? child->wait() : child->end();
  const std::string words = last_words(story.printed);
  if (ended && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    if (!story.error.empty()) return fail(story.error + words);
    if (story.is_complete) return story;
  }
  std::string why;
  if (!ended) {
    why = path.string() + " did not answer within " + seconds(options.timeout) + " while " +
          story.stage;
  } else {
    why = describe_end(path.string(), status,
                       story.is_complete ? "after unloading" : "while " + story.stage);
  }
  why += words;
  if (!story.trying) return fail(why);
  story.refused.emplace_back(*story.trying, why);
  return story;
}

}  // namespace

Result<ScanResult> scan_in_child(const std::filesystem::path& path, const ScanOptions& options) {
  // What can be found out without running anything needs no child.
  const auto binary = find_plugin_binary(path);
  if (!binary) return tl::unexpected(binary.error());
  if (auto loadable = binary::check_loadable_elf(binary->path); !loadable) {
    return tl::unexpected(loadable.error());
  }
  ScanResult result;
  std::size_t next = 0;
  for (;;) {
    const auto story = scan_from(path, next, options);
    if (!story) return tl::unexpected(story.error());
    result.declared = story->declared;
    const auto add = [&](std::size_t number, auto&& use) {
      if (number < story->declared.size()) use(story->declared[number]);
    };
    for (const std::size_t number : story->made) {
      add(number, [&](const PluginDescription& plugin) { result.plugins.push_back(plugin); });
    }
    for (const auto& refusal : story->refused) {
      add(refusal.first, [&](const PluginDescription& plugin) {
        result.refused.push_back({plugin, refusal.second});
      });
    }
    if (!story->trying || *story->trying < next) break;
    next = *story->trying + 1;
    if (next >= story->declared.size() || !options.id.empty()) break;
  }
  if (result.plugins.empty() && !result.refused.empty()) {
    return fail(result.refused.front().why);
  }
  return result;
}

}  // namespace attacca::host
