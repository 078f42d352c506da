// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/virtual_display.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <X11/Xlib.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace attacca::host {

namespace {

constexpr int kStartTime = 10'000;  // ms that a server may take to say its number

[[noreturn]] void be_server(int number, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) std::_Exit(1);
  setpgid(0, 0);  // ctrl-C is for us; the server ends with us
  const int nothing = open("/dev/null", O_RDWR);
  if (nothing < 0) std::_Exit(127);
  dup2(nothing, STDIN_FILENO);
  dup2(nothing, STDOUT_FILENO);
  dup2(nothing, STDERR_FILENO);
  const std::string descriptor = std::to_string(dup(number));
  execlp("Xvfb", "Xvfb", "-displayfd", descriptor.c_str(), "-screen", "0", "2560x1600x24",
         "-nolisten", "tcp", "-noreset", nullptr);
  std::_Exit(127);
}

/// The line that the server writes when it is ready; empty when it ended or took too long.
std::string read_number(int from) {
  std::string text;
  pollfd entry{from, POLLIN, 0};
  while (poll(&entry, 1, kStartTime) > 0) {
    char part[16];
    const ssize_t count = read(from, part, sizeof part);
    if (count <= 0) return {};
    text.append(part, static_cast<std::size_t>(count));
    if (text.ends_with('\n')) return text.substr(0, text.size() - 1);
  }
  return {};
}

/// A name in DISPLAY says little: it may be left over from a session that has ended.
bool can_open_display() {
  const char* const name = std::getenv("DISPLAY");
  if (name == nullptr || *name == '\0') return false;
  Display* const display = XOpenDisplay(nullptr);
  if (display == nullptr) return false;
  XCloseDisplay(display);
  return true;
}

void end(pid_t server) noexcept {
  kill(server, SIGTERM);
  while (waitpid(server, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace

std::optional<VirtualDisplay> VirtualDisplay::start_if_needed() {
  if (can_open_display()) return std::nullopt;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  std::fflush(nullptr);
  const pid_t parent = getpid();
  const pid_t server = fork();
  if (server == 0) be_server(ends[1], parent);
  close(ends[1]);
  const std::string number = server > 0 ? read_number(ends[0]) : std::string();
  close(ends[0]);
  if (server < 0) return std::nullopt;
  if (number.empty()) {
    end(server);
    return std::nullopt;
  }
  VirtualDisplay started(server, ":" + number);
  setenv("DISPLAY", started.name_.c_str(), 1);
  return started;
}

VirtualDisplay::VirtualDisplay(VirtualDisplay&& other) noexcept
    : server_(std::exchange(other.server_, -1)), name_(std::move(other.name_)) {}

VirtualDisplay::~VirtualDisplay() {
  if (server_ <= 0) return;
  unsetenv("DISPLAY");
  end(server_);
}

}  // namespace attacca::host
