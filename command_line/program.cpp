// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "command_line/program.hpp"

#include <algorithm>
#include <cstdio>
#include <new>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "files/standard_streams.hpp"
#include "text/near_names.hpp"
#include "text/printable.hpp"

namespace attacca::command_line {
namespace {

/// "PROGRAM COMMAND", as it was called.
std::string called(const CLI::App& app, const CommandResult& result) {
  return app.get_name() + (result.command.empty() ? "" : " " + result.command);
}

/// The usage errors of CLI11 come in several lines; ours is one.
std::string in_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

int usage_error(const CLI::App& app, const CLI::ParseError& error, CommandResult& result,
                bool json) {
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
    std::ostringstream help;
    app.exit(error, help, help);
    result.text = help.str();
    result.json = false;
    return print_result(app, result);
  }
  const auto commands = app.get_subcommands();
  result.command = commands.empty() ? "" : commands.front()->get_name();
  result.json = json;
  const auto unknown = app.remaining();
  const std::string what = result.command.empty() && !unknown.empty()
                               ? "no such command: " + unknown.front()
                               : in_one_line(error.what());
  result.fail(ExitCode::bad_input, {what + ": see " + called(app, result) + " --help"});
  return print_result(app, result);
}

/// CLI11 answers --help before it looks at a word that is no command.
std::optional<std::string> unknown_command(const CLI::App& app,
                                           const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front().starts_with('-')) return std::nullopt;
  const std::string& word = arguments.front();
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
    if (names.back() == word) return std::nullopt;
  }
  const std::string near = text::nearest_name(word, names);
  return "no such command: " + word + (near.empty() ? "" : " (did you mean " + near + "?)");
}

}  // namespace

void complain(const std::string& whose, const std::string& message) {
  std::fprintf(stderr, "%s: %s\n", whose.c_str(), text::printable(message).c_str());
}

int print_result(const CLI::App& app, CommandResult& result) {
  if (!result.error.empty()) {
    complain(called(app, result), result.error);
    result.document["error"] = result.error;
  }
  using Json = nlohmann::ordered_json;
  std::string output = text::printable_lines(result.text);
  if (result.json) {
    const bool says_nothing = result.has_printed && result.document.empty();
    output = says_nothing
                 ? ""
                 : result.document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  // A report that did not get through is a failure: a pipe or disk may be full.
  if (const auto written = files::write_standard_output(output); !written) {
    complain(called(app, result), written.error().message);
    return static_cast<int>(ExitCode::wrong);
  }
  return static_cast<int>(result.exit_code);
}

std::string words_for(const std::exception& error) {
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr ||
      dynamic_cast<const std::length_error*>(&error) != nullptr) {
    return "not enough memory: close other programs, or raise the limit (ulimit -v)";
  }
  if (const auto* failed = dynamic_cast<const std::system_error*>(&error)) {
    return "the system refused: " + failed->code().message();
  }
  return "something that was not foreseen went wrong: please report it, with the command";
}

int run_program(CLI::App& app, CommandResult& result, const std::vector<std::string>& arguments) {
  const bool json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
  if (const auto unknown = unknown_command(app, arguments)) {
    result.json = json;
    result.fail(ExitCode::bad_input, {*unknown + ": see " + app.get_name() + " --help"});
    return print_result(app, result);
  }
  try {
    // As CLI11 takes them: the last one first.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error, result, json);
  } catch (const std::exception& error) {
    result.fail(ExitCode::wrong, {words_for(error)});
  }
  return print_result(app, result);
}

}  // namespace attacca::command_line
