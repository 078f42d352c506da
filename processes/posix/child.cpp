// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/child.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files/file.hpp"
#include "processes/posix/signal_number.hpp"

namespace attacca::processes {
namespace {

using files::FileHandle;

/// Of 64 KiB, which is what a pipe holds: whoever prints without end would have all of our time.
constexpr int kMostPieces = 4;
/// Between looks at a program that has closed its output.
constexpr std::chrono::milliseconds kPause{20};

struct Pipe {
  FileHandle read_end;
  FileHandle write_end;
};

bool make_pipe(Pipe& made) {
  std::array<int, 2> ends{};
  // In one step: a program that another thread starts meanwhile would hold both ends open.
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  made.read_end = FileHandle(ends[0]);
  made.write_end = FileHandle(ends[1]);
  return true;
}

/// The descriptors that a program is given.
struct Given {
  int output = -1;  ///< -1: none
  int errors = -1;
  int failure = -1;  ///< takes errno where it cannot be run
};

/// Between fork() and exec() of a process with other threads: nothing that takes a lock or memory.
[[noreturn]] void be_program(char** words, const Given& given, bool is_apart, pid_t parent) {
  if (is_apart) ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(127);
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(given.output >= 0 ? given.output : nothing, STDOUT_FILENO);
  ::dup2(given.errors >= 0 ? given.errors : nothing, STDERR_FILENO);
  // What we ignore or keep from us is for the program to decide.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGCHLD}) {
    (void)std::signal(signal, SIG_DFL);
  }
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::execvp(words[0], words);
  const int error = errno;
  (void)!::write(given.failure, &error, sizeof error);
  ::_exit(127);
}

/// errno of a program that could not be run; 0: it runs.
int failure_of(int descriptor) {
  int error = 0;
  ssize_t count = 0;
  do {
    count = ::read(descriptor, &error, sizeof error);
  } while (count < 0 && errno == EINTR);
  return count == sizeof error ? error : 0;
}

Error failed_start(const std::string& program, int error) {
  if (error == ENOENT) return {"there is no program " + program + ": install it"};
  return {"cannot run " + program + ": " + std::generic_category().message(error)};
}

}  // namespace

struct Child::Body {
  Start how;
  pid_t process = -1;
  FileHandle output_end;  // none: nothing is kept, or it is closed
  FileHandle errors_end;
  std::string output;
  std::string errors;
  std::optional<Ending> ending;

  /// Whether the other end is still open.
  bool take(const FileHandle& end, std::string& text) {
    std::array<char, 65536> piece{};
    for (int i = 0; i < kMostPieces; ++i) {
      const ssize_t count = ::read(end.get(), piece.data(), piece.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return errno == EAGAIN;
      if (count == 0) return false;
      text.append(piece.data(), static_cast<std::size_t>(count));
      if (&text == &output && output.size() > how.most_output) output.resize(how.most_output);
      if (&text == &errors && errors.size() > how.most_errors) {
        errors.erase(0, errors.size() - how.most_errors);
      }
    }
    return true;
  }
  void take() {
    if (output_end.is_open() && !take(output_end, output)) output_end = FileHandle();
    if (errors_end.is_open() && !take(errors_end, errors)) errors_end = FileHandle();
  }
  void wait(std::chrono::milliseconds patience) const {
    std::array<pollfd, 2> waited = {
        pollfd{output_end.is_open() ? output_end.get() : -1, POLLIN, 0},
        pollfd{errors_end.is_open() ? errors_end.get() : -1, POLLIN, 0}};
    if (output_end.is_open() || errors_end.is_open()) {
      (void)::poll(waited.data(), waited.size(), static_cast<int>(patience.count()));
    } else if (!ending) {
      std::this_thread::sleep_for(std::min(patience, kPause));
    }
  }
  /// It is not reaped: its number, which is that of its group, stays its own.
  void look_for_end() {
    siginfo_t info{};
    const int result =
        ::waitid(P_PID, static_cast<id_t>(process), &info, WEXITED | WNOHANG | WNOWAIT);
    if (result != 0 && errno == ECHILD) ending.emplace();
    if (result != 0 || info.si_pid != process) return;
    ending.emplace();
    if (info.si_code == CLD_EXITED) {
      ending->exit_code = info.si_status;
    } else {
      ending->signal = info.si_status;
    }
  }
};

Child::Child(std::unique_ptr<Body> body) : body_(std::move(body)) {}

Result<std::unique_ptr<Child>> Child::start(const std::vector<std::string>& command,
                                            const Start& how) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  Pipe output;
  Pipe errors;
  Pipe failure;
  const bool keeps_output = how.output == Print::kept || how.errors == Print::with_output;
  if ((keeps_output && !make_pipe(output)) || (how.errors == Print::kept && !make_pipe(errors)) ||
      !make_pipe(failure)) {
    return fail("no pipe for " + command.front() + ": too many files are open");
  }
  Given given{.failure = failure.write_end.get()};
  if (how.output == Print::kept) given.output = output.write_end.get();
  if (how.output == Print::passed_on) given.output = STDERR_FILENO;
  if (how.errors == Print::kept) given.errors = errors.write_end.get();
  if (how.errors == Print::with_output) given.errors = output.write_end.get();
  if (how.errors == Print::passed_on) given.errors = STDERR_FILENO;
  const pid_t parent = ::getpid();
  const pid_t process = ::fork();
  if (process == 0) be_program(words.data(), given, how.is_apart, parent);
  if (process < 0) return tl::unexpected(failed_start(command.front(), errno));
  if (how.is_apart) ::setpgid(process, process);
  auto body = std::make_unique<Body>();
  body->how = how;
  body->process = process;
  body->output_end = std::move(output.read_end);
  body->errors_end = std::move(errors.read_end);
  for (const FileHandle* end : {&body->output_end, &body->errors_end}) {
    if (end->is_open()) (void)::fcntl(end->get(), F_SETFL, O_NONBLOCK);
  }
  output.write_end = FileHandle();
  errors.write_end = FileHandle();
  failure.write_end = FileHandle();
  std::unique_ptr<Child> self(new Child(std::move(body)));
  if (const int error = failure_of(failure.read_end.get()); error != 0) {
    return tl::unexpected(failed_start(command.front(), error));
  }
  return self;
}

Child::~Child() {
  if (!body_->ending) body_->look_for_end();
  if (!body_->ending) send(Signal::kill);
  int status = 0;
  while (::waitpid(body_->process, &status, 0) < 0 && errno == EINTR) {
  }
}

std::optional<Ending> Child::look(std::chrono::milliseconds patience) {
  body_->wait(patience);
  body_->look_for_end();
  // Afterwards: what it printed before its end is in the pipe by now.
  body_->take();
  return body_->ending;
}

bool Child::is_printing() const noexcept {
  return body_->output_end.is_open() || body_->errors_end.is_open();
}

const std::string& Child::output() const noexcept {
  return body_->output;
}

const std::string& Child::errors() const noexcept {
  return body_->errors;
}

void Child::send(Signal signal) noexcept {
  ::kill(body_->how.is_apart ? -body_->process : body_->process, number_of(signal));
}

ProcessId Child::process() const noexcept {
  return body_->process;
}

std::string to_text(const Ending& ending, const std::string& program) {
  if (ending.signal != 0) {
    return program + " was ended by signal " + std::to_string(ending.signal) + " (" +
           ::strsignal(ending.signal) + ")";
  }
  if (ending.exit_code < 0) return "lost sight of " + program;
  return program + " ended with status " + std::to_string(ending.exit_code);
}

}  // namespace attacca::processes
