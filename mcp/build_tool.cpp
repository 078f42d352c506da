// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/build_tool.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

#include "mcp/answer.hpp"
#include "mcp/tool_program.hpp"
#include "text/compiler_messages.hpp"

namespace attacca::mcp {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostMessages = 60;
constexpr std::size_t kMostPrinted = 4000;

std::string end_of(const std::string& text) {
  return text.size() <= kMostPrinted ? text : "... " + text.substr(text.size() - kMostPrinted);
}

Json answer(const std::string& step, const Outcome& outcome, const fs::path& build) {
  const std::string printed = outcome.output + outcome.errors;
  Json document = {{"ok", outcome.exit_code == 0},
                   {"step", step},
                   {"build", build.string()},
                   {"messages", messages_in(printed)}};
  if (!outcome.failure.empty()) document["error"] = outcome.failure;
  if (outcome.exit_code != 0) document["printed"] = end_of(printed);
  // A program that does not compile is an answer; only what kept the tool from work is an error.
  return result_of(document, !outcome.failure.empty());
}

}  // namespace

Json messages_in(const std::string& printed) {
  Json errors = Json::array();
  Json warnings = Json::array();
  for (text::CompilerMessage& message : text::compiler_messages(printed)) {
    const bool is_warning = message.severity == text::CompilerMessage::Severity::warning;
    Json& list = is_warning ? warnings : errors;
    if (list.size() >= kMostMessages) continue;
    Json said = Json::object();
    if (!message.file.empty()) said = {{"file", message.file}, {"line", message.line}};
    if (message.column > 0) said["column"] = message.column;
    said["severity"] = is_warning ? "warning" : "error";
    said["message"] = std::move(message.text);
    list.push_back(std::move(said));
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
    const Outcome outcome = run_tool_program({"cmake", "-S", source.string(), "-B", build.string()},
                                             is_cancelled, is_alive);
    if (outcome.exit_code != 0) return answer("configure", outcome, build);
  }
  const unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::string> command = {"cmake", "--build", build.string(), "--parallel",
                                      std::to_string(jobs)};
  if (arguments.contains("target")) {
    command.emplace_back("--target");
    command.push_back(arguments.value("target", ""));
  }
  return answer("build", run_tool_program(command, is_cancelled, is_alive), build);
}

}  // namespace attacca::mcp
