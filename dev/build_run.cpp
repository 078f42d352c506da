// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/build_run.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace attacca::dev {
namespace {

/// For a build tool that was interrupted to tidy up.
constexpr std::chrono::seconds kTidyUp{5};
/// A compiler that goes mad is not to fill the memory.
constexpr std::size_t kMostOutput = std::size_t{16} << 20;
/// Of 64 KiB, which is what a pipe holds.
constexpr int kMostPiecesOfOutput = 4;

std::vector<std::string> command_of(const DevProject& project) {
  std::vector<std::string> words = {project.cmake.string(), "--build", project.build.string(),
                                    "--target", project.target};
  if (project.ninja.empty()) {
    words.emplace_back("--parallel");
    words.push_back(std::to_string(std::max(1u, std::thread::hardware_concurrency())));
  }
  return words;
}

[[noreturn]] void be_build(std::vector<char*>& words, int output) {
  prctl(PR_SET_PDEATHSIG, SIGINT);
  setpgid(0, 0);
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (nothing >= 0) dup2(nothing, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(signal, SIG_DFL);
  execvp(words.front(), words.data());
  dprintf(STDERR_FILENO, "error: cannot run %s: %s\n", words.front(),
          std::generic_category().message(errno).c_str());
  _exit(127);
}

}  // namespace

Result<std::unique_ptr<BuildRun>> BuildRun::start(host::MainLoop& loop, const DevProject& project) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return fail("cannot build: " + std::generic_category().message(errno));
  }
  files::FileHandle read_end(ends[0]);
  const files::FileHandle write_end(ends[1]);
  (void)fcntl(ends[0], F_SETFL, O_NONBLOCK);
  std::vector<std::string> words = command_of(project);
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const pid_t process = fork();
  if (process == 0) be_build(pointers, write_end.get());
  if (process < 0) return fail("cannot build: " + std::generic_category().message(errno));
  setpgid(process, process);
  return std::unique_ptr<BuildRun>(new BuildRun(loop, std::move(read_end), process));
}

BuildRun::BuildRun(host::MainLoop& loop, files::FileHandle pipe, pid_t process)
    : loop_(loop), pipe_(std::move(pipe)), process_(process), group_(process, SIGINT) {
  id_ = loop_.add_descriptor(pipe_.get(), POLLIN, [this](short) { read_output(); });
}

BuildRun::~BuildRun() {
  if (id_ != 0) loop_.remove(id_);
  if (status_) return;
  kill(-process_, SIGINT);
  const auto until = std::chrono::steady_clock::now() + kTidyUp;
  while (!has_ended() && std::chrono::steady_clock::now() < until) {
    read_output();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  kill(-process_, SIGKILL);
  int status = 0;
  while (!status_ && waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
}

void BuildRun::read_output() {
  std::array<char, 65536> piece{};
  // Not until there is no more: a step that prints without end would have all of our time.
  for (int i = 0; i < kMostPiecesOfOutput; ++i) {
    const ssize_t count = read(pipe_.get(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count > 0) {
      if (output_.size() < kMostOutput) {
        output_.append(piece.data(), static_cast<std::size_t>(count));
      }
      continue;
    }
    if (count == 0 && id_ != 0) loop_.remove(std::exchange(id_, 0));
    return;
  }
}

bool BuildRun::has_ended() {
  if (status_) return true;
  int status = 0;
  if (waitpid(process_, &status, WNOHANG) != process_) return false;
  status_ = status;
  return true;
}

std::optional<bool> BuildRun::look() {
  if (!has_ended()) return std::nullopt;
  read_output();
  return WIFEXITED(*status_) && WEXITSTATUS(*status_) == 0;
}

}  // namespace attacca::dev
