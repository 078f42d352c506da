// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/compiler_messages.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <regex>
#include <utility>

namespace attacca::text {
namespace {

using Severity = CompilerMessage::Severity;

/// A regular expression over a whole symbol table would take its time, and its stack.
constexpr std::size_t kLongest = 2000;

int number_in(const std::ssub_match& match) {
  return match.matched ? std::atoi(match.str().c_str()) : 0;
}

Severity severity_of(const std::string& word) {
  return word == "warning" || word == "Warning" ? Severity::warning : Severity::error;
}

std::optional<CompilerMessage> of_compiler(const std::string& line) {
  static const std::regex pattern(
      R"(^([^:\s][^:]*):(\d+):(?:(\d+):)? (fatal error|error|warning): (.*)$)");
  std::smatch found;
  if (!std::regex_match(line, found, pattern)) return std::nullopt;
  return CompilerMessage{severity_of(found[4].str()), found[1].str(), number_in(found[2]),
                         number_in(found[3]), found[5].str()};
}

/// Behind the linker's own name and before the complaint there may be a place, of the source or,
/// without debug information, in a section.
std::optional<CompilerMessage> of_linker(const std::string& line) {
  static const std::regex pattern(
      R"((?:^|: )([^\s:][^:]*):(\d+): ((?:undefined reference|multiple definition) .*)$)");
  static const std::regex anywhere(R"((?:undefined reference to|multiple definition of) .*$)");
  std::smatch found;
  if (std::regex_search(line, found, pattern)) {
    return CompilerMessage{Severity::error, found[1].str(), number_in(found[2]), 0, found[3].str()};
  }
  if (!std::regex_search(line, found, anywhere)) return std::nullopt;
  return CompilerMessage{Severity::error, "", 0, 0, found.str()};
}

/// Lines of a text that others share out.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  /// The next one, without its end; nothing: there is none.
  [[nodiscard]] std::optional<std::string_view> peek() const {
    if (rest_.empty()) return std::nullopt;
    std::string_view line = rest_.substr(0, rest_.find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }
  void skip() { rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size() - 1) + 1); }

 private:
  std::string_view rest_;
};

/// Its text is indented, in the lines below.
std::optional<CompilerMessage> of_cmake(const std::string& line, Lines& lines) {
  static const std::regex pattern(
      R"(^CMake (Error|Warning)(?: \(dev\))?(?: at ([^:]+):(\d+))?.*$)");
  std::smatch found;
  if (!std::regex_match(line, found, pattern)) return std::nullopt;
  CompilerMessage message{severity_of(found[1].str()), found[2].str(), number_in(found[3]), 0, ""};
  while (const auto more = lines.peek()) {
    if (more->empty() ? !message.text.empty() : !more->starts_with("  ")) break;
    if (!more->empty()) {
      message.text += (message.text.empty() ? "" : " ") + std::string(more->substr(2));
    }
    lines.skip();
  }
  if (message.text.empty()) message.text = line;
  return message;
}

}  // namespace

std::string CompilerMessage::place() const {
  std::string place = file;
  for (const int number : {line, column}) {
    if (number > 0) place += ":" + std::to_string(number);
  }
  return place;
}

std::vector<CompilerMessage> compiler_messages(std::string_view printed) {
  std::vector<CompilerMessage> messages;
  Lines lines(printed);
  while (const auto next = lines.peek()) {
    lines.skip();
    if (next->size() > kLongest) continue;
    const std::string line(*next);
    auto message = of_compiler(line);
    if (!message) message = of_linker(line);
    if (!message) message = of_cmake(line, lines);
    if (message) messages.push_back(std::move(*message));
  }
  return messages;
}

}  // namespace attacca::text
