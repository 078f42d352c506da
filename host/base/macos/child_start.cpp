// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/macos/child_start.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <system_error>
#include <thread>
#include <utility>

#include <crt_externs.h>
#include <fcntl.h>
#include <libproc.h>
#include <spawn.h>
#include <sys/event.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/base/macos/child_role.hpp"

namespace attacca::host {
namespace {

struct Actions {
  posix_spawn_file_actions_t files{};
  posix_spawnattr_t attributes{};
  Actions() {
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
  }
  ~Actions() {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;

  /// `to`: a standard stream; `from`: -1: nothing.
  void lead(int from, int to) {
    if (from >= 0) {
      posix_spawn_file_actions_adddup2(&files, from, to);
    } else {
      posix_spawn_file_actions_addopen(&files, to, "/dev/null", O_RDWR, 0);
    }
  }
};

std::vector<std::string> environment_with(const std::string& role) {
  std::vector<std::string> entries;
  for (char** entry = *_NSGetEnviron(); entry != nullptr && *entry != nullptr; ++entry) {
    entries.emplace_back(*entry);
  }
  if (!role.empty()) entries.push_back(std::string(kRoleVariable) + "=" + role);
  return entries;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

Result<StartedChild> StartedChild::start(const ChildStart& start) {
  Actions actions;
  // First what keeps its number: a stream may be led to one of these.
  for (const int each : start.inherited) {
    posix_spawn_file_actions_addinherit_np(&actions.files, each);
  }
  actions.lead(-1, STDIN_FILENO);
  actions.lead(start.output, STDOUT_FILENO);
  actions.lead(start.error, STDERR_FILENO);
  sigset_t all;
  sigset_t none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&actions.attributes, &all);
  posix_spawnattr_setsigmask(&actions.attributes, &none);
  posix_spawnattr_setpgroup(&actions.attributes, 0);
  constexpr unsigned kFlags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK |
                              POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_CLOEXEC_DEFAULT;
  posix_spawnattr_setflags(&actions.attributes, static_cast<short>(kFlags));
  std::vector<std::string> words = start.words;
  std::vector<std::string> environment = environment_with(start.role);
  StartedChild child;
  const int error =
      posix_spawn(&child.id_, start.program.c_str(), &actions.files, &actions.attributes,
                  pointers_to(words).data(), pointers_to(environment).data());
  if (error != 0) {
    child.id_ = -1;
    return fail(std::generic_category().message(error));
  }
  return child;
}

StartedChild::StartedChild(StartedChild&& other) noexcept
    : id_(std::exchange(other.id_, -1)), is_reaped_(other.is_reaped_), end_(other.end_) {}

StartedChild::~StartedChild() {
  if (id_ < 0) return;
  end();
  (void)wait();
  (void)kill(-id_, SIGKILL);
}

bool StartedChild::has_ended() const noexcept {
  if (is_reaped_) return true;
  siginfo_t info{};
  // It is not reaped: its number, which is that of its group, stays its own.
  return waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
         info.si_pid == id_;
}

void StartedChild::end() noexcept {
  if (!is_reaped_) kill(id_, SIGKILL);
}

StartedChild::End StartedChild::wait() noexcept {
  if (is_reaped_) return end_;
  int status = 0;
  while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
  is_reaped_ = true;
  end_.was_exit = !WIFSIGNALED(status);
  end_.number = end_.was_exit ? WEXITSTATUS(status) : WTERMSIG(status);
  return end_;
}

std::vector<ChildProcess> StartedChild::end_others() {
  std::vector<ChildProcess> others;
  std::array<pid_t, 64> ids{};
  const int bytes = proc_listpids(PROC_PGRP_ONLY, static_cast<std::uint32_t>(id_), ids.data(),
                                  static_cast<int>(sizeof ids));
  for (std::size_t i = 0; bytes > 0 && i < static_cast<std::size_t>(bytes) / sizeof(pid_t); ++i) {
    if (ids[i] <= 0 || ids[i] == id_) continue;
    std::array<char, 2 * MAXCOMLEN + 1> name{};
    if (proc_name(ids[i], name.data(), static_cast<std::uint32_t>(name.size())) <= 0) continue;
    others.push_back({ids[i], name.data()});
  }
  (void)kill(-id_, SIGKILL);
  return others;
}

void end_with_parent() {
  const pid_t parent = getppid();
  const int queue = kqueue();
  if (queue < 0) return;
  fcntl(queue, F_SETFD, FD_CLOEXEC);
  struct kevent wanted{};
  EV_SET(&wanted, static_cast<std::uintptr_t>(parent), EVFILT_PROC, EV_ADD, NOTE_EXIT, 0, nullptr);
  const bool is_watched = kevent(queue, &wanted, 1, nullptr, 0, nullptr) == 0;
  if (parent == 1 || getppid() != parent) _exit(1);  // it has ended already
  if (!is_watched) {
    close(queue);
    return;
  }
  std::thread([queue] {
    pthread_setname_np("attacca-parent");
    struct kevent event{};
    while (kevent(queue, nullptr, 0, &event, 1, nullptr) < 0 && errno == EINTR) {
    }
    // The whole group, which is this process's own where it was started as child_start.hpp says.
    if (getpgrp() == getpid()) kill(0, SIGKILL);
    _exit(1);
  }).detach();
}

std::vector<std::string> own_words() {
  char** const words = *_NSGetArgv();
  return {words, words + *_NSGetArgc()};
}

ChildPipe::~ChildPipe() {
  if (reading >= 0) close(reading);
  close_writing();
}

bool ChildPipe::open() {
  std::array<int, 2> ends{-1, -1};
  if (pipe(ends.data()) != 0) return false;
  reading = ends[0];
  writing = ends[1];
  for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
  fcntl(reading, F_SETFL, fcntl(reading, F_GETFL) | O_NONBLOCK);
  return true;
}

void ChildPipe::close_writing() noexcept {
  if (writing >= 0) close(std::exchange(writing, -1));
}

bool ChildPipe::read_some(std::string& text, std::size_t most) const {
  text.resize(most);
  ssize_t count = 0;
  do {
    count = read(reading, text.data(), text.size());
  } while (count < 0 && errno == EINTR);
  text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return count > 0;
}

}  // namespace attacca::host
