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
#include <utility>

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
  Json errors = Json::array();
  Json warnings = Json::array();
  const auto add = [&](Json message) {
    Json& list = message.at("severity") == "warning" ? warnings : errors;
    if (list.size() < kMostMessages) list.push_back(std::move(message));
  };
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    if (line.size() > kLongestMessage) continue;
    std::smatch found;
    if (std::regex_match(line, found, compiler)) {
      add({{"file", found[1].str()},
           {"line", std::atoi(found[2].str().c_str())},
           {"column", std::atoi(found[3].str().c_str())},
           {"severity", found[4] == "warning" ? "warning" : "error"},
           {"message", found[5].str()}});
    } else if (std::regex_match(line, found, linker)) {
      add({{"severity", "error"}, {"message", found[1].str()}});
    } else if (std::regex_match(line, found, cmake)) {
      std::string message;
      std::string more;
      // Its text is indented, behind an empty line.
      while (std::getline(lines, more) && (more.empty() || more.starts_with("  "))) {
        if (more.empty() && !message.empty()) break;
        if (!more.empty()) message += (message.empty() ? "" : " ") + more.substr(2);
      }
      Json said = Json::object();
      if (found[2].matched) {
        said = {{"file", found[2].str()}, {"line", std::atoi(found[3].str().c_str())}};
      }
      said["severity"] = found[1] == "Warning" ? "warning" : "error";
      said["message"] = message.empty() ? line : message;
      add(std::move(said));
    }
  }
  // Warnings must not push out what has to be put right first.
  for (Json& warning : warnings) {
    if (errors.size() < kMostMessages) errors.push_back(std::move(warning));
  }
  return errors;
}

Json build_project(const Json& arguments, const std::atomic<bool>& is_cancelled,
                   const std::function<void(const std::string&)>& is_alive) {
  const fs::path source = arguments.value("source", ".");
  const fs::path build =
      arguments.contains("build") ? fs::path(arguments.value("build", "")) : source / "build";
  std::error_code error;
  // What a failed configuration leaves behind cannot be built.
  const bool is_configured =
      fs::exists(build / "build.ninja", error) || fs::exists(build / "Makefile", error);
  if (!is_configured) {
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
