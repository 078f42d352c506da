// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/tool_program.hpp"

#include <chrono>
#include <cstddef>

namespace attacca::mcp {
namespace {

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of("\r\n");
  if (end == std::string::npos) return "";
  const std::size_t before = text.find_last_of("\r\n", end);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  return text.substr(begin, end + 1 - begin);
}

}  // namespace

Outcome run_tool_program(const std::vector<std::string>& command,
                         const std::atomic<bool>& is_cancelled,
                         const std::function<void(const std::string& last_line)>& is_alive) {
  using Clock = std::chrono::steady_clock;
  auto next_sign = Clock::now() + std::chrono::seconds(1);
  return processes::run(command, {}, [&](const processes::Child& child) {
    if (is_cancelled) return false;
    if (Clock::now() >= next_sign) {
      next_sign = Clock::now() + std::chrono::seconds(1);
      is_alive(last_line(child.errors()));
    }
    return true;
  });
}

}  // namespace attacca::mcp
