// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/build_output.hpp"

#include <regex>
#include <utility>
#include <vector>

#include "text/compiler_messages.hpp"

namespace attacca::dev {
namespace {

/// "../src/gain.cpp" of "../src/gain.cpp:12:…".
const std::regex& place_at_front() {
  static const std::regex pattern(R"(^([^\s:][^:]*):(?:\d+[:,]| In | At ))");
  return pattern;
}

bool is_of_the_tool(const std::string& line) {
  static const std::regex pattern(
      R"(^\[\d+/\d+\] |^\[ *\d+%\] |^FAILED: |^ninja: (build stopped|Entering|no work)|^g?make(\[\d+\])?: )");
  return std::regex_search(line, pattern);
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string line(text.substr(0, end));
    // A regular expression over a whole symbol table would take its time, and its stack.
    if (line.size() > 2000) line.resize(2000);
    lines.push_back(std::move(line));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

BuildOutput read_build_output(std::string_view output,
                              const std::function<std::string(const std::string&)>& shown,
                              std::size_t most_lines) {
  BuildOutput found;
  std::size_t kept = 0;
  std::size_t left_out = 0;
  bool is_command = false;
  for (std::string& line : lines_of(output)) {
    // Ninja repeats the command in the line after FAILED.
    if (std::exchange(is_command, line.starts_with("FAILED: ")) || is_of_the_tool(line)) continue;
    std::smatch place;
    if (std::regex_search(line, place, place_at_front())) {
      line = shown(place[1].str()) + line.substr(static_cast<std::size_t>(place.length(1)));
    }
    for (const text::CompilerMessage& message : text::compiler_messages(line)) {
      if (message.severity == text::CompilerMessage::Severity::warning || message.line == 0)
        continue;
      if (++found.errors == 1) found.first_place = message.place();
    }
    if (kept < most_lines) {
      found.text += line + "\n";
      ++kept;
    } else {
      ++left_out;
    }
  }
  if (left_out > 0) found.text += "(and " + std::to_string(left_out) + " more lines)\n";
  return found;
}

}  // namespace attacca::dev
