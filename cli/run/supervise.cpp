// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "cli/run/supervise.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/run/backtrace_json.hpp"
#include "cli/run/performance.hpp"
#include "cli/run/staged_output.hpp"
#include "host/crash_report.hpp"
#include "host/crash_reporter.hpp"

namespace attacca::cli {
namespace {

using Clock = std::chrono::steady_clock;
using nlohmann::ordered_json;

/// How long a process that hangs may take to say where.
constexpr std::chrono::seconds kAnswer{2};

/// Memory that parent and child share.
class SharedVitals {
 public:
  SharedVitals()
      : memory_(mmap(nullptr, sizeof(RunVitals), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                     -1, 0)) {
    if (memory_ != MAP_FAILED) vitals_ = new (memory_) RunVitals;
  }
  ~SharedVitals() {
    if (memory_ != MAP_FAILED) munmap(memory_, sizeof(RunVitals));
  }
  SharedVitals(const SharedVitals&) = delete;
  SharedVitals& operator=(const SharedVitals&) = delete;

  [[nodiscard]] RunVitals* get() noexcept { return vitals_; }

 private:
  void* memory_;
  RunVitals* vitals_ = nullptr;
};

std::string words_of(RunVitals::Phase phase) {
  switch (phase) {
    case RunVitals::Phase::loading:
      return "while it was loaded";
    case RunVitals::Phase::opening_editor:
      return "while its editor was opened";
    case RunVitals::Phase::starting:
      return "while it was activated";
    case RunVitals::Phase::playing:
      return "while it played";
    case RunVitals::Phase::telling:
      return "while it was told of its track";
    case RunVitals::Phase::taking_screenshot:
      return "while a screenshot was taken";
    case RunVitals::Phase::stopping:
      return "while it was stopped";
    case RunVitals::Phase::closing:
    case RunVitals::Phase::done:
      return "while it was closed";
    case RunVitals::Phase::audio_stalled:
      return "in its audio callback";
  }
  return "";
}

std::string name_of_plugin(const RunPlan& plan, const RunVitals& vitals) {
  const std::uint32_t index = vitals.plugin;
  const auto full = [](const PlannedPlugin& plugin) {
    return plugin.description.name + " (" + plugin.path.string() + ")";
  };
  if (index < plan.plugins.size()) return full(plan.plugins[index]);
  if (plan.plugins.size() == 1) return full(plan.plugins.front());
  return "one of the " + std::to_string(plan.plugins.size()) + " plugins";
}

// -- the child -----------------------------------------------------------------------------------

void on_signal(int) {
  Performance::interrupt();
}

bool write_all(int descriptor, const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t count = write(descriptor, text.data() + done, text.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

std::string packed(const CommandResult& result) {
  const ordered_json parcel = {{"exit", static_cast<int>(result.exit_code)},
                               {"error", result.error},
                               {"text", result.text},
                               {"document", result.document}};
  return parcel.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

[[noreturn]] void be_child(int out, pid_t parent, RunVitals& vitals, host::CrashRecord& crash,
                           CommandResult& result,
                           const std::function<void(RunVitals&, CommandResult&)>& work) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) std::_Exit(1);
  // Plugins print what they like; the standard output is for the report.
  dup2(STDERR_FILENO, STDOUT_FILENO);
  struct sigaction action{};
  action.sa_handler = on_signal;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  host::install_crash_reporter(crash);
  try {
    work(vitals, result);
  } catch (const std::exception& error) {
    result.fail(ExitCode::wrong, {error.what()});
  }
  vitals.enter(RunVitals::Phase::done);
  std::fflush(nullptr);
  // Without the destructors of static objects: plugins' threads may still use them.
  std::_Exit(write_all(out, packed(result)) ? 0 : 1);
}

// -- the parent ----------------------------------------------------------------------------------

/// While it lives, ctrl-C ends the child alone.
class KeepAlive {
 public:
  KeepAlive() {
    struct sigaction ignore{};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGINT, &ignore, &old_);
  }
  ~KeepAlive() { sigaction(SIGINT, &old_, nullptr); }
  KeepAlive(const KeepAlive&) = delete;
  KeepAlive& operator=(const KeepAlive&) = delete;

 private:
  struct sigaction old_{};
};

enum class Ending { ended, hung };

/// Reads what the child sends until it ends or gives no sign of life for too long.
Ending listen(int in, const RunVitals& vitals, std::chrono::seconds patience, std::string& text) {
  std::uint64_t beats = vitals.beats;
  auto last_beat = Clock::now();
  for (;;) {
    pollfd entry{in, POLLIN, 0};
    if (poll(&entry, 1, 100) > 0) {
      char chunk[65536];
      const ssize_t count = read(in, chunk, sizeof chunk);
      if (count == 0) return Ending::ended;
      if (count > 0) text.append(chunk, static_cast<std::size_t>(count));
    }
    if (vitals.phase == RunVitals::Phase::audio_stalled) return Ending::hung;
    if (vitals.beats != beats) {
      beats = vitals.beats;
      last_beat = Clock::now();
    } else if (Clock::now() - last_beat > patience) {
      return Ending::hung;
    }
  }
}

void take_over(const std::string& text, CommandResult& result) {
  const auto parcel = ordered_json::parse(text, nullptr, false);
  if (!parcel.is_object()) {
    return result.fail(ExitCode::wrong, {"the run ended without a result"});
  }
  result.exit_code = static_cast<ExitCode>(parcel.value("exit", 1));
  result.error = parcel.value("error", "");
  result.text = parcel.value("text", "");
  result.document = parcel.value("document", ordered_json::object());
}

/// Files that a child which died could not remove.
void remove_left_behind(const RunPlan& plan, pid_t child) {
  std::error_code error;
  const auto remove = [&](const std::filesystem::path& target) {
    if (target.empty()) return;
    std::filesystem::remove(StagedOutput::staging_path(target, child), error);
  };
  remove(plan.output);
  for (const PlannedPlugin& plugin : plan.plugins) remove(plugin.screenshot);
}

/// Where the child was when it crashed, or when it was asked because it hung.
void report_crash(const host::CrashRecord& record, CommandResult& result) {
  auto report = host::read_crash(record);
  if (!report) return;
  result.document["crash"] = json_of_crash(*report);
  if (report->signal == SIGQUIT) {
    // The threads of libraries are of no interest.
    std::erase_if(report->threads, [](const host::ThreadStack& thread) {
      return !thread.is_main && !thread.in_realtime_scope;
    });
  }
  result.text = host::to_text(*report);
}

void judge(const RunPlan& plan, const RunVitals& vitals, Ending ending, int status,
           const std::string& text, CommandResult& result) {
  const std::string who = name_of_plugin(plan, vitals);
  const std::string when = words_of(vitals.phase);
  if (ending == Ending::hung) {
    return result.fail(ExitCode::wrong, {who + " did not come back " + when});
  }
  if (WIFSIGNALED(status)) {
    const char* const name = sigabbrev_np(WTERMSIG(status));
    const std::string signal = name != nullptr ? std::string("SIG") + name : "a signal";
    return result.fail(ExitCode::wrong, {who + " crashed with " + signal + " " + when});
  }
  if (vitals.phase != RunVitals::Phase::done) {
    return result.fail(ExitCode::wrong, {who + " ended the process " + when});
  }
  take_over(text, result);
}

}  // namespace

void supervise(const RunPlan& plan, const std::function<void(RunVitals&, CommandResult&)>& work,
               CommandResult& result, const SuperviseOptions& options) {
  SharedVitals vitals;
  const host::SharedCrashRecord crash = host::share_crash_record();
  int ends[2];
  if (vitals.get() == nullptr || crash == nullptr || pipe2(ends, O_CLOEXEC) != 0) {
    return result.fail(ExitCode::wrong, {std::string("cannot begin: ") + std::strerror(errno)});
  }
  const KeepAlive keep_alive;
  const pid_t parent = getpid();
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    be_child(ends[1], parent, *vitals.get(), *crash, result, work);
  }
  close(ends[1]);
  std::string text;
  Ending ending = Ending::ended;
  int status = 0;
  if (child > 0) {
    ending = listen(ends[0], *vitals.get(), options.patience, text);
    if (ending == Ending::hung) {
      if (!host::ask_where(child, *crash, kAnswer)) crash->state = host::CrashRecord::kEmpty;
      kill(child, SIGKILL);
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
  }
  close(ends[0]);
  if (child < 0) {
    return result.fail(ExitCode::wrong, {std::string("cannot begin: ") + std::strerror(errno)});
  }
  judge(plan, *vitals.get(), ending, status, text, result);
  if (ending == Ending::hung || WIFSIGNALED(status)) report_crash(*crash, result);
  remove_left_behind(plan, child);
}

}  // namespace attacca::cli
