// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "attacca/base/result.hpp"
#include "dev/link.hpp"
#include "files/file.hpp"
#include "host/base/main_loop.hpp"
#include "host/crash/crash_report.hpp"
#include "processes/child_groups.hpp"
#include "trial/run/run_vitals.hpp"
#include "trial/run/supervised_child.hpp"

namespace attacca::dev {

/// A process that runs a plugin while this one watches over it: it may crash, hang, grow or leave,
/// and nothing happens here but that it is said. All members [main], of a process with one thread.
class WatchedChild {
 public:
  struct Limits {
    std::chrono::milliseconds patience{5000};            ///< without a sign of life
    std::uint64_t most_memory = std::uint64_t{2} << 30;  ///< bytes that it may occupy
  };
  /// How it ended.
  struct Ending {
    enum class Kind : std::uint8_t {
      finished,  ///< its work came to its end
      crashed,   ///< by a signal
      hung,      ///< no sign of life, and ended
      grew,      ///< beyond its limit, and ended
      left,      ///< somebody in it ended the process
    };
    Kind kind = Kind::finished;
    int signal = 0;
    std::string when;          ///< "while it was loaded", "in its audio callback" …
    std::uint64_t memory = 0;  ///< bytes, when it grew
    std::optional<host::CrashReport> crash;
  };
  /// In the child; its end is the child's. May use RunVitals::enter() and count `beats`.
  using Work = std::function<void(Link&, trial::RunVitals&)>;
  struct Listener {
    std::function<void(Word, std::span<const std::byte>)> told;
    std::function<void(std::string_view)> printed;  ///< pieces of what it prints
  };

  /// Forks. Errors: no process, pipe or memory is to be had.
  [[nodiscard]] static Result<std::unique_ptr<WatchedChild>> start(host::MainLoop& loop,
                                                                   const Work& work,
                                                                   Listener listener,
                                                                   const Limits& limits);
  /// Ends it at once where it still runs, with all that it started.
  ~WatchedChild();
  WatchedChild(const WatchedChild&) = delete;
  WatchedChild& operator=(const WatchedChild&) = delete;

  [[nodiscard]] pid_t process() const noexcept { return process_; }
  bool send(Word word, std::string_view text = {}) { return link_.send(word, text); }

  /// To be called every now and then, at least ten times a second. Answers once the child is gone;
  /// all that it had said has been handed on by then. Slow only then.
  [[nodiscard]] std::optional<Ending> look();
  /// Whether it ends within `patience`.
  bool wait(std::chrono::milliseconds patience);

 private:
  using Clock = std::chrono::steady_clock;
  using Vitals = trial::SharedMemory<trial::RunVitals>;

  WatchedChild(host::MainLoop& loop, Link link, Listener listener, const Limits& limits)
      : loop_(loop), link_(std::move(link)), listener_(std::move(listener)), limits_(limits) {}

  void listen();
  void read_link();
  void read_print();
  /// Why it has to be ended, if it has.
  [[nodiscard]] std::optional<Ending> fault();
  [[nodiscard]] bool is_alive();
  /// By a debugger, in which it may stand still for as long as somebody looks at it.
  [[nodiscard]] bool is_traced() const;
  [[nodiscard]] std::uint64_t memory();
  [[nodiscard]] bool has_ended();
  void kill_all() noexcept;
  [[nodiscard]] Ending ending_by_itself();

  host::MainLoop& loop_;
  Link link_;
  Listener listener_;
  const Limits limits_;
  files::FileHandle print_;
  std::unique_ptr<Vitals> vitals_;
  host::SharedCrashRecord crash_;
  pid_t process_ = -1;
  std::optional<processes::ChildGroup> group_;
  std::optional<int> status_;
  bool is_gone_ = false;  ///< with all that it had started
  std::uint64_t beats_ = 0;
  Clock::time_point last_beat_ = Clock::now();
  Clock::time_point next_weighing_{};
  host::MainLoop::Id link_id_ = 0;
  host::MainLoop::Id print_id_ = 0;
};

/// "its process crashed with SIGSEGV in its audio callback" and the like. [any]
[[nodiscard]] std::string to_text(const WatchedChild::Ending& ending, const std::string& who);

}  // namespace attacca::dev
