// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/commands.hpp"
#include "report/command.hpp"
#if !defined(ATTACCA_DEMO)
#include "cli/manual.hpp"
#endif
#include "cli/repeated_options.hpp"
#include "files/standard_streams.hpp"
#include "text/near_names.hpp"
#include "text/printable.hpp"

#if defined(ATTACCA_HAS_HOST)
#include "host/load/scan.hpp"
#endif

namespace {

using attacca::CommandResult;
using attacca::ExitCode;

void add_commands(CLI::App& app, CommandResult& result) {
  using namespace attacca::cli;
#if defined(ATTACCA_DEMO)
  add_run_command(app, result);
  add_inspect_command(app, result);
#else
#if defined(ATTACCA_HAS_HOST)
  add_dev_command(app, result);
  add_run_command(app, result);
  add_soak_command(app, result);
  add_validate_command(app, result);
  add_preset_command(app, result);
  add_pin_command(app, result);
  add_profile_command(app, result);
#endif
  add_bundle_command(app, result);
  add_install_command(app, result);
  add_uninstall_command(app, result);
  add_inspect_command(app, result);
  add_doctor_command(app, result);
  add_new_command(app, result);
  add_status_command(app, result);
  add_ship_command(app, result);
  add_mcp_command(app, result);
#endif
}

void complain(const std::string& whose, const std::string& message) {
  std::fprintf(stderr, "attacca%s: %s\n", whose.c_str(), attacca::text::printable(message).c_str());
}

int finish(CommandResult& result) {
  const std::string whose = result.command.empty() ? "" : " " + result.command;
  if (!result.error.empty()) {
    complain(whose, result.error);
    result.document["error"] = result.error;
  }
  using Json = nlohmann::ordered_json;
  const std::string output =
      result.json ? result.document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"
                  : attacca::text::printable_lines(result.text);
  // A report that did not get through is a failure: a pipe or disk may be full.
  if (const auto written = attacca::files::write_standard_output(output); !written) {
    complain(whose, written.error().message);
    return static_cast<int>(ExitCode::wrong);
  }
  return static_cast<int>(result.exit_code);
}

// What libraries throw is written for programmers.
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

// The usage errors of CLI11 come in several lines; ours is one.
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
    return finish(result);
  }
  const auto called = app.get_subcommands();
  result.command = called.empty() ? "" : called.front()->get_name();
  result.json = json;
  const std::string whose = result.command.empty() ? "" : " " + result.command;
  const auto unknown = app.remaining();
  const std::string what = result.command.empty() && !unknown.empty()
                               ? "no such command: " + unknown.front()
                               : in_one_line(error.what());
  result.fail(ExitCode::bad_input, {what + ": see attacca" + whose + " --help"});
  return finish(result);
}

bool wants_json(int argc, char** argv) {
  return std::any_of(argv + 1, argv + argc,
                     [](const char* argument) { return std::string_view(argument) == "--json"; });
}

// CLI11 answers --help before it looks at a word that is no command.
std::optional<std::string> unknown_command(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return std::nullopt;
  const std::string_view word = argv[1];
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
    if (names.back() == word) return std::nullopt;
  }
  const std::string near = attacca::text::nearest_name(word, names);
  return "no such command: " + std::string(word) +
         (near.empty() ? "" : " (did you mean " + near + "?)");
}

int run(int argc, char** argv) {
  CLI::App app(
      "Tools for audio plugins: begin, run, validate, package, install and look into VST3 and "
      "CLAP.",
      "attacca");
  app.require_subcommand(1);
  app.set_version_flag("--version", "attacca " ATTACCA_VERSION);
  CommandResult result;
  add_commands(app, result);
#if !defined(ATTACCA_DEMO)
  // For installations (cmake/install.cmake); no command, because nobody types it.
  if (argc == 3 && std::string_view(argv[1]) == "--write-manual") {
    const auto written = attacca::cli::write_manual(app, ATTACCA_VERSION, argv[2]);
    if (!written) result.fail(ExitCode::wrong, written.error());
    return finish(result);
  }
#endif
  if (const auto unknown = unknown_command(app, argc, argv)) {
    result.json = wants_json(argc, argv);
    result.fail(ExitCode::bad_input, {*unknown + ": see attacca --help"});
    return finish(result);
  }
  try {
    std::vector<std::string> arguments =
        attacca::cli::with_repeated_options(app, {argv + 1, argv + argc});
    // As CLI11 takes them: the last one first.
    std::reverse(arguments.begin(), arguments.end());
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error, result, wants_json(argc, argv));
  } catch (const std::exception& error) {
    result.fail(ExitCode::wrong, {words_for(error)});
  }
  return finish(result);
}

}  // namespace

int main(int argc, char** argv) {
  attacca::files::hold_standard_streams();
  attacca::files::have_size_limit_reported();
  try {
#if defined(ATTACCA_HAS_HOST)
    if (const auto code = attacca::host::scan_child_main(argc, argv)) return *code;
#endif
    // A plugin that is looked at or judged records nothing of it unless somebody says where.
    ::setenv("ATTACCA_WITNESS_DIR", "off", 0);
    return run(argc, argv);
  } catch (const std::exception& error) {
    complain("", words_for(error));
    return static_cast<int>(ExitCode::wrong);
  }
}
