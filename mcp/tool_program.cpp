// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/tool_program.hpp"

#include <chrono>
#include <string>

#include "text/last_line.hpp"

namespace attacca::mcp {
Outcome run_tool_program(const std::vector<std::string>& command,
                         const std::atomic<bool>& is_cancelled,
                         const std::function<void(const std::string& last_line)>& is_alive) {
  using Clock = std::chrono::steady_clock;
  auto next_sign = Clock::now() + std::chrono::seconds(1);
  return processes::run(command, {}, [&](const processes::Child& child) {
    if (is_cancelled) return false;
    if (Clock::now() >= next_sign) {
      next_sign = Clock::now() + std::chrono::seconds(1);
      is_alive(std::string(text::last_line(child.errors())));
    }
    return true;
  });
}

}  // namespace attacca::mcp
