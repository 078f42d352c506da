// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tests/support/temporary_folder.hpp"

namespace attacca::trial::test {

namespace fs = std::filesystem;

inline std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A folder that goes with the test; `/` gives paths as text, as arguments take them.
class Folder : public attacca::test::TemporaryFolder {
 public:
  [[nodiscard]] std::string operator/(const std::string& name) const { return path() / name; }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path() / name, std::ios::binary) << text;
    return path() / name;
  }
};

struct Outcome {
  int exit_code = -1;
  std::string out;
  std::string err;

  [[nodiscard]] nlohmann::json document() const { return nlohmann::json::parse(out); }
  [[nodiscard]] nlohmann::json plugin(std::size_t i = 0) const {
    return document().at("plugins").at(i);
  }
  /// How many lines the standard error has from the program itself.
  [[nodiscard]] std::size_t messages() const {
    std::istringstream lines(err);
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line);)
      count += line.starts_with("attacca") ? 1u : 0u;
    return count;
  }
};

/// A sanitizer's runtime must leave signals to the system, or nothing would crash as it does for
/// users.
inline void leave_signals_alone() {
  for (const char* const name : {"ASAN_OPTIONS", "TSAN_OPTIONS"}) {
    const char* const old = std::getenv(name);
    const std::string before = old != nullptr ? std::string(old) + ":" : "";
    setenv(name, (before + "handle_segv=0:handle_abort=0").c_str(), 1);
  }
}

/// Where the witness of tests/trial/plugins says that it plays, for tests that do something then.
class Sign {
 public:
  /// After so many callbacks at the earliest, with the next track change; 0: once it is active.
  explicit Sign(int callbacks = 0) : callbacks_(callbacks) {
    if (mkfifo(path().c_str(), 0600) == 0) {
      pipe_ = open(path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    }
  }
  ~Sign() {
    if (pipe_ >= 0) close(pipe_);
  }
  Sign(const Sign&) = delete;
  Sign& operator=(const Sign&) = delete;

  /// For the program.
  [[nodiscard]] std::map<std::string, std::string> variables() const {
    return {{"WITNESS_SIGN", path()},
            {"WITNESS_CALLBACKS", callbacks_ > 0 ? std::to_string(callbacks_) : ""}};
  }
  /// False: it did not come within a minute.
  [[nodiscard]] bool wait() const {
    pollfd entry{pipe_, POLLIN, 0};
    return pipe_ >= 0 && poll(&entry, 1, 60'000) == 1;
  }

 private:
  [[nodiscard]] std::string path() const { return folder_ / "sign"; }

  Folder folder_;
  int callbacks_;
  int pipe_ = -1;
};

/// Runs `attacca` with the arguments; `variables` are set, or unset where empty. `meanwhile` is
/// called with the process while it runs.
inline Outcome run_program(std::vector<std::string> arguments,
                           const std::map<std::string, std::string>& variables,
                           const std::function<void(pid_t)>& meanwhile = {}) {
  const Folder folder;
  const std::string out = folder / "out";
  const std::string err = folder / "err";
  arguments.insert(arguments.begin(), ATTACCA_PROGRAM);
  std::fflush(nullptr);  // or the child would print it again
  const pid_t child = fork();
  if (child == 0) {
    leave_signals_alone();
    for (const auto& [name, value] : variables) {
      if (value.empty()) {
        unsetenv(name.c_str());
      } else {
        setenv(name.c_str(), value.c_str(), 1);
      }
    }
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    if (std::freopen(out.c_str(), "wb", stdout) == nullptr ||
        std::freopen(err.c_str(), "wb", stderr) == nullptr) {
      _exit(126);
    }
    execv(pointers[0], pointers.data());
    _exit(127);
  }
  if (meanwhile) meanwhile(child);
  int status = 0;
  waitpid(child, &status, 0);
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  return {code, text_of(out), text_of(err)};
}

/// Runs `attacca run`.
inline Outcome run(std::vector<std::string> arguments,
                   const std::map<std::string, std::string>& variables = {}) {
  arguments.insert(arguments.begin(), "run");
  return run_program(std::move(arguments), variables);
}

/// An X server on a display number that it picks itself.
class VirtualDisplay {
 public:
  VirtualDisplay() {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) return;
    const std::string number = std::to_string(ends[1]);
    const std::array<const char*, 10> arguments = {
        "Xvfb",         "-displayfd", number.c_str(), "-screen",  "0",
        "1600x1200x24", "-nolisten",  "tcp",          "-noreset", nullptr};
    std::fflush(nullptr);
    pid_ = fork();
    if (pid_ == 0) {
      (void)!std::freopen("/dev/null", "w", stderr);
      execvp("Xvfb", const_cast<char**>(arguments.data()));
      _exit(127);
    }
    close(ends[1]);
    std::string name = ":";
    char letter = 0;
    while (read(ends[0], &letter, 1) == 1 && letter != '\n') name.push_back(letter);
    close(ends[0]);
    if (name.size() > 1) name_ = name;
  }
  ~VirtualDisplay() {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  VirtualDisplay(const VirtualDisplay&) = delete;
  VirtualDisplay& operator=(const VirtualDisplay&) = delete;

  /// For DISPLAY; empty when there is no Xvfb.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  pid_t pid_ = -1;
  std::string name_;
};

}  // namespace attacca::trial::test
