// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/watched_child.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/base/process_end.hpp"
#include "host/crash/crash_reporter.hpp"

namespace attacca::dev {
namespace {

using Kind = WatchedChild::Ending::Kind;
using trial::RunVitals;

/// How long a process that hangs may take to say where.
constexpr std::chrono::seconds kAnswer{2};
constexpr std::chrono::milliseconds kWeighing{50};
/// Of 64 KiB, which is what a pipe holds.
constexpr int kMostPiecesOfPrint = 4;

[[noreturn]] void be_child(Link& link, int print, pid_t parent, RunVitals& vitals,
                           host::CrashRecord& crash, const WatchedChild::Work& work) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) std::_Exit(1);
  // A group of its own: a terminal's Ctrl-C is for the parent, and what the plugin starts can be
  // ended with it.
  setpgid(0, 0);
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (nothing >= 0) dup2(nothing, STDIN_FILENO);
  dup2(print, STDOUT_FILENO);
  dup2(print, STDERR_FILENO);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(signal, SIG_DFL);
  host::install_crash_reporter(crash);
  try {
    work(link, vitals);
  } catch (const std::exception& error) {
    link.send(Word::failed, host::describe_exception(error));
  }
  vitals.enter(RunVitals::Phase::done);
  std::fflush(nullptr);
  // Without the destructors of static objects: plugins' threads may still use them.
  std::_Exit(0);
}

Error no_process() {
  return {"cannot start a process for the plugin: " + std::generic_category().message(errno)};
}

}  // namespace

Result<std::unique_ptr<WatchedChild>> WatchedChild::start(host::MainLoop& loop, const Work& work,
                                                          Listener listener, const Limits& limits) {
  auto links = Link::pair();
  if (!links) return tl::unexpected(links.error());
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return tl::unexpected(no_process());
  files::FileHandle read_end(ends[0]);
  const files::FileHandle write_end(ends[1]);
  (void)fcntl(ends[0], F_SETFL, O_NONBLOCK);
  std::unique_ptr<WatchedChild> self(
      new WatchedChild(loop, std::move(links->parent), std::move(listener), limits));
  self->print_ = std::move(read_end);
  self->vitals_ = std::make_unique<Vitals>();
  self->crash_ = host::share_crash_record();
  if (self->vitals_->get() == nullptr || self->crash_ == nullptr) {
    return tl::unexpected(no_process());
  }
  const pid_t parent = getpid();
  std::fflush(nullptr);
  const pid_t process = fork();
  if (process == 0) {
    be_child(links->child, write_end.get(), parent, *self->vitals_->get(), *self->crash_, work);
  }
  if (process < 0) return tl::unexpected(no_process());
  setpgid(process, process);
  self->process_ = process;
  self->group_.emplace(process, processes::Signal::kill);
  self->listen();
  return self;
}

WatchedChild::~WatchedChild() {
  if (link_id_ != 0) loop_.remove(link_id_);
  if (print_id_ != 0) loop_.remove(print_id_);
  if (process_ <= 0 || is_gone_) return;
  kill_all();
  if (!status_) {
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
  }
}

void WatchedChild::kill_all() noexcept {
  kill(-process_, SIGKILL);
  if (!status_) kill(process_, SIGKILL);
}

void WatchedChild::listen() {
  link_id_ = loop_.add_descriptor(link_.descriptor(), POLLIN, [this](short) { read_link(); });
  print_id_ = loop_.add_descriptor(print_.get(), POLLIN, [this](short) { read_print(); });
}

void WatchedChild::read_link() {
  if (!link_.receive(listener_.told) && link_id_ != 0) loop_.remove(std::exchange(link_id_, 0));
}

void WatchedChild::read_print() {
  std::array<char, 65536> piece{};
  // Not until there is no more: whoever prints without end would have all of our time.
  for (int i = 0; i < kMostPiecesOfPrint; ++i) {
    const ssize_t count = read(print_.get(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count > 0) {
      listener_.printed({piece.data(), static_cast<std::size_t>(count)});
      continue;
    }
    if (count == 0 && print_id_ != 0) loop_.remove(std::exchange(print_id_, 0));
    return;
  }
}

bool WatchedChild::has_ended() {
  if (status_) return true;
  int status = 0;
  if (waitpid(process_, &status, WNOHANG) != process_) return false;
  status_ = status;
  return true;
}

bool WatchedChild::wait(std::chrono::milliseconds patience) {
  const auto until = Clock::now() + patience;
  while (!has_ended() && Clock::now() < until) {
    read_link();
    read_print();
    usleep(2000);
  }
  read_link();
  read_print();
  return has_ended();
}

bool WatchedChild::is_alive() {
  const RunVitals& vitals = *vitals_->get();
  if (vitals.phase == RunVitals::Phase::audio_stalled) return false;
  if (vitals.beats != beats_) {
    beats_ = vitals.beats;
    last_beat_ = Clock::now();
  }
  return Clock::now() - last_beat_ <= limits_.patience;
}

/// Source: proc_pid_status(5), TracerPid.
bool WatchedChild::is_traced() const {
  std::ifstream file("/proc/" + std::to_string(process_) + "/status");
  constexpr std::string_view kKey = "TracerPid:";
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(kKey)) return std::atoi(line.c_str() + kKey.size()) != 0;
  }
  return false;
}

/// Resident, as proc_pid_statm(5) has it.
std::uint64_t WatchedChild::memory() {
  if (Clock::now() < next_weighing_) return 0;
  next_weighing_ = Clock::now() + kWeighing;
  std::ifstream file("/proc/" + std::to_string(process_) + "/statm");
  std::uint64_t size = 0;
  std::uint64_t resident = 0;
  if (!(file >> size >> resident)) return 0;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

std::optional<WatchedChild::Ending> WatchedChild::fault() {
  Ending ending;
  if (!is_alive() && is_traced()) {
    last_beat_ = Clock::now();
    return std::nullopt;
  }
  if (!is_alive()) {
    ending.kind = Kind::hung;
    ending.when = trial::words_of(vitals_->get()->phase);
    if (!host::ask_where(process_, *crash_, kAnswer)) crash_->state = host::CrashRecord::kEmpty;
    return ending;
  }
  if (const std::uint64_t bytes = memory(); bytes > limits_.most_memory) {
    ending.kind = Kind::grew;
    ending.memory = bytes;
    ending.when = trial::words_of(vitals_->get()->phase);
    if (!host::ask_where(process_, *crash_, kAnswer)) crash_->state = host::CrashRecord::kEmpty;
    return ending;
  }
  return std::nullopt;
}

WatchedChild::Ending WatchedChild::ending_by_itself() {
  Ending ending;
  ending.when = trial::words_of(vitals_->get()->phase);
  if (WIFSIGNALED(*status_)) {
    ending.kind = Kind::crashed;
    ending.signal = WTERMSIG(*status_);
  } else if (vitals_->get()->phase != RunVitals::Phase::done) {
    ending.kind = Kind::left;
  }
  return ending;
}

std::optional<WatchedChild::Ending> WatchedChild::look() {
  std::optional<Ending> ending;
  if (has_ended()) {
    ending = ending_by_itself();
  } else {
    ending = fault();
    if (!ending) return std::nullopt;
    kill(process_, SIGKILL);
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    status_ = status;
  }
  kill_all();
  group_.reset();
  is_gone_ = true;
  read_link();
  read_print();
  ending->crash = host::read_crash(*crash_);
  return ending;
}

std::string to_text(const WatchedChild::Ending& ending, const std::string& who) {
  switch (ending.kind) {
    case Kind::finished:
      return who + " is over";
    case Kind::crashed:
      return host::describe_signal_end(who, ending.signal, ending.when, host::narrow_limits());
    case Kind::hung:
      return who + " did not come back " + ending.when;
    case Kind::grew:
      return who + " grew to " + std::to_string(ending.memory >> 20) + " MiB " + ending.when +
             " (--memory sets how much is too much)";
    case Kind::left:
      return who + " ended the process " + ending.when;
  }
  return who;
}

}  // namespace attacca::dev
