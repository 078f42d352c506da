// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/build_tool.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <sstream>
#include <system_error>
#include <thread>

#include "mcp/answer.hpp"
#include "mcp/child.hpp"

namespace attacca::mcp {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostMessages = 60;
constexpr std::size_t kMostPrinted = 4000;
constexpr std::size_t kLongestMessage = 2000;  ///< of those that are looked at; std::regex recurses

std::string end_of(const std::string& text) {
  return text.size() <= kMostPrinted ? text : "... " + text.substr(text.size() - kMostPrinted);
}

Json answer(const std::string& step, const Outcome& outcome, const fs::path& build) {
  const std::string printed = outcome.output + outcome.errors;
  Json document = {{"ok", outcome.exit_code == 0},
                   {"step", step},
                   {"build", build.string()},
                   {"messages", compiler_messages(printed)}};
  if (!outcome.failure.empty()) document["error"] = outcome.failure;
  if (outcome.exit_code != 0) document["printed"] = end_of(printed);
  // A program that does not compile is an answer; only what kept the tool from work is an error.
  return result_of(document, !outcome.failure.empty());
}

}  // namespace

Json compiler_messages(const std::string& text) {
  static const std::regex compiler(
      R"(^([^:\s][^:]*):(\d+):(?:(\d+):)? (fatal error|error|warning): (.*)$)");
  static const std::regex linker(R"(^.*(undefined reference to .*|multiple definition of .*)$)");
  static const std::regex cmake(R"(^CMake (Error|Warning)(?: at ([^:]+):(\d+))?.*$)");
  Json messages = Json::array();
  std::istringstream lines(text);
  std::string line;
  while (messages.size() < kMostMessages && std::getline(lines, line)) {
    if (line.size() > kLongestMessage) continue;
    std::smatch found;
    if (std::regex_match(line, found, compiler)) {
      messages.push_back({{"file", found[1].str()},
                          {"line", std::atoi(found[2].str().c_str())},
                          {"column", std::atoi(found[3].str().c_str())},
                          {"severity", found[4] == "warning" ? "warning" : "error"},
                          {"message", found[5].str()}});
    } else if (std::regex_match(line, found, linker)) {
      messages.push_back({{"severity", "error"}, {"message", found[1].str()}});
    } else if (std::regex_match(line, found, cmake)) {
      std::string message;
      std::string more;
      // Its text is indented, behind an empty line.
      while (std::getline(lines, more) && (more.empty() || more.starts_with("  "))) {
        if (more.empty() && !message.empty()) break;
        if (!more.empty()) message += (message.empty() ? "" : " ") + more.substr(2);
      }
      messages.push_back({{"file", found[2].str()},
                          {"line", std::atoi(found[3].str().c_str())},
                          {"severity", found[1] == "Warning" ? "warning" : "error"},
                          {"message", message.empty() ? line : message}});
    }
  }
  return messages;
}

Json build_project(const Json& arguments, const std::atomic<bool>& is_cancelled,
                   const std::function<void(const std::string&)>& is_alive) {
  const fs::path source = arguments.value("source", ".");
  const fs::path build =
      arguments.contains("build") ? fs::path(arguments.value("build", "")) : source / "build";
  std::error_code error;
  if (!fs::exists(build / "CMakeCache.txt", error)) {
    if (!fs::exists(source / "CMakeLists.txt", error)) {
      return refusal("there is no CMakeLists.txt in " + source.string() +
                     ": name the project's folder as source");
    }
    const Outcome outcome =
        run_child({"cmake", "-S", source.string(), "-B", build.string()}, is_cancelled, is_alive);
    if (outcome.exit_code != 0) return answer("configure", outcome, build);
  }
  const unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::string> command = {"cmake", "--build", build.string(), "--parallel",
                                      std::to_string(jobs)};
  if (arguments.contains("target")) {
    command.emplace_back("--target");
    command.push_back(arguments.value("target", ""));
  }
  return answer("build", run_child(command, is_cancelled, is_alive), build);
}

}  // namespace attacca::mcp
