// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/protocol/standard_streams.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <string>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "files/standard_streams.hpp"
#include "mcp/protocol/server.hpp"

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

/// Lines of the standard input. Of one that is longer than any message the beginning is given,
/// which the server refuses, and the rest passed over.
class Lines {
 public:
  explicit Lines(int wake) : wake_(wake) {}

  bool next(std::string& line) {
    for (;;) {
      const std::size_t end = text_.find('\n', looked_at_);
      if (end != std::string::npos) {
        line = text_.substr(0, end);
        text_.erase(0, end + 1);
        looked_at_ = 0;
        if (!std::exchange(is_passing_over_, false)) return true;
        continue;
      }
      looked_at_ = text_.size();
      if (text_.size() > kLongest) {
        const bool is_first = !std::exchange(is_passing_over_, true);
        line = std::exchange(text_, "");
        looked_at_ = 0;
        if (is_first) return true;
      }
      if (!read()) {
        // The last line may have no end.
        line = std::exchange(text_, "");
        return !line.empty() && !is_passing_over_;
      }
    }
  }

 private:
  static constexpr std::size_t kLongest = std::size_t{8} << 20U;

  bool read() {
    std::array<pollfd, 2> waited = {pollfd{STDIN_FILENO, POLLIN, 0}, pollfd{wake_, POLLIN, 0}};
    while (::poll(waited.data(), waited.size(), -1) < 0) {
      if (errno != EINTR) return false;
    }
    if (waited[1].revents != 0) {
      text_.clear();
      return false;
    }
    std::array<char, 65536> piece{};
    ssize_t count = 0;
    do {
      count = ::read(STDIN_FILENO, piece.data(), piece.size());
    } while (count < 0 && errno == EINTR);
    if (count <= 0) return false;
    text_.append(piece.data(), static_cast<std::size_t>(count));
    return true;
  }

  int wake_;
  std::string text_;
  std::size_t looked_at_ = 0;
  bool is_passing_over_ = false;
};

}  // namespace

void serve_standard_streams(Offer offer) {
  std::atomic<bool> is_heard = true;
  Lines lines(end_input_on_signals());
  Server server(std::move(offer), [&is_heard](const std::string& line) {
    if (!files::write_standard_output(line + "\n")) is_heard = false;
  });
  for (std::string line; is_heard && lines.next(line);) server.receive(line);
  // Whoever has closed the input waits for no answer: what still runs is ended.
}

}  // namespace attacca::mcp
