// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/protocol/standard_input.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace attacca::mcp {
namespace {

/// The writing end of a pipe that a signal makes readable; -1 before there is one.
std::atomic<int> wake_by_signal = -1;

extern "C" void wake_up(int /*signal*/) {
  const int number = errno;
  const char sign = 0;
  [[maybe_unused]] const auto written = ::write(wake_by_signal.load(), &sign, 1);
  errno = number;
}

/// From here on what would end the program ends its input instead, so that no call is left behind.
/// The reading end, or -1.
int end_input_on_signals() {
  std::array<int, 2> ends = {-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  wake_by_signal = ends[1];
  struct sigaction action{};
  action.sa_handler = wake_up;
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) ::sigaction(number, &action, nullptr);
  // A client that has gone is noticed by the write that fails; a child that ends is waited for.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGCHLD, SIG_DFL);
  return ends[0];
}

}  // namespace

StandardInput::StandardInput() : wake_(end_input_on_signals()) {}

bool StandardInput::read(std::string& text) {
  std::array<pollfd, 2> waited = {pollfd{STDIN_FILENO, POLLIN, 0}, pollfd{wake_, POLLIN, 0}};
  while (::poll(waited.data(), waited.size(), -1) < 0) {
    if (errno != EINTR) return false;
  }
  if (waited[1].revents != 0) {
    text.clear();
    return false;
  }
  std::array<char, 65536> piece{};
  ssize_t count = 0;
  do {
    count = ::read(STDIN_FILENO, piece.data(), piece.size());
  } while (count < 0 && errno == EINTR);
  if (count <= 0) return false;
  text.append(piece.data(), static_cast<std::size_t>(count));
  return true;
}

}  // namespace attacca::mcp
