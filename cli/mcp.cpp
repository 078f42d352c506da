// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <atomic>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>

#include <unistd.h>

#include "cli/commands.hpp"
#include "files/standard_streams.hpp"
#include "mcp/server.hpp"

namespace attacca::cli {
namespace {

/// Lines of the standard input. Of one that is longer than any message the beginning is given,
/// which the server refuses, and the rest passed over.
class Lines {
 public:
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
      if (!read()) return false;
    }
  }

 private:
  static constexpr std::size_t kLongest = std::size_t{8} << 20U;

  bool read() {
    std::array<char, 65536> piece{};
    ssize_t count = 0;
    do {
      count = ::read(STDIN_FILENO, piece.data(), piece.size());
    } while (count < 0 && errno == EINTR);
    if (count <= 0) return false;
    text_.append(piece.data(), static_cast<std::size_t>(count));
    return true;
  }

  std::string text_;
  std::size_t looked_at_ = 0;
  bool is_passing_over_ = false;
};

void serve(CommandResult& result) {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  std::atomic<bool> is_heard = true;
  // A client that has gone is noticed by the write that fails.
  std::signal(SIGPIPE, SIG_IGN);
  mcp::Server server(program.string(), ATTACCA_VERSION, [&is_heard](const std::string& line) {
    if (!files::write_standard_output(line + "\n")) is_heard = false;
  });
  Lines lines;
  for (std::string line; is_heard && lines.next(line);) server.receive(line);
  // Whoever has closed the input waits for no answer: what still runs is ended.
  result.json = false;
}

}  // namespace

void add_mcp_command(CLI::App& app, CommandResult& result) {
  add_command(app, result, "mcp",
              "Serve these commands to a model, by the Model Context Protocol on the standard "
              "streams",
              "  nothing: the protocol is JSON itself", [&result] { serve(result); });
}

}  // namespace attacca::cli
