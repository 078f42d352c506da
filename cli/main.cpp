// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string_view>

#include "cli/command.hpp"
#include "cli/commands.hpp"

#if defined(ATTACCA_HAS_HOST)
#include "host/load/scan.hpp"
#endif

namespace {

using attacca::CommandResult;
using attacca::ExitCode;

void add_commands(CLI::App& app, CommandResult& result) {
  using namespace attacca::cli;
#if defined(ATTACCA_HAS_HOST)
  add_run_command(app, result);
  add_soak_command(app, result);
  add_validate_command(app, result);
#endif
  add_bundle_command(app, result);
  add_install_command(app, result);
  add_uninstall_command(app, result);
  add_inspect_command(app, result);
  add_status_command(app, result);
}

void print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

// A report that did not get through is a failure: a pipe or disk may be full.
bool output_arrived() {
  return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

int finish(CommandResult& result) {
  if (!result.error.empty()) {
    const std::string whose = result.command.empty() ? "" : " " + result.command;
    std::fprintf(stderr, "attacca%s: %s\n", whose.c_str(), result.error.c_str());
    result.document["error"] = result.error;
  }
  using Json = nlohmann::ordered_json;
  if (result.json) {
    print(result.document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  } else {
    print(result.text);
  }
  if (!output_arrived()) return static_cast<int>(ExitCode::wrong);
  return static_cast<int>(result.exit_code);
}

// The usage errors of CLI11 come in several lines; ours is one.
std::string in_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

int usage_error(const CLI::App& app, const CLI::ParseError& error, CommandResult& result,
                bool json) {
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(error);
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

int run(int argc, char** argv) {
  CLI::App app(
      "Tools for audio plugins: run, validate, package, install and look into VST3 and CLAP.",
      "attacca");
  app.require_subcommand(1);
  app.set_version_flag("--version", "attacca " ATTACCA_VERSION);
  CommandResult result;
  add_commands(app, result);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool json = std::any_of(argv + 1, argv + argc, [](const char* argument) {
      return std::string_view(argument) == "--json";
    });
    return usage_error(app, error, result, json);
  } catch (const std::exception& error) {
    result.fail(ExitCode::wrong, {error.what()});
  }
  return finish(result);
}

}  // namespace

int main(int argc, char** argv) {
  try {
#if defined(ATTACCA_HAS_HOST)
    if (const auto code = attacca::host::scan_child_main(argc, argv)) return *code;
#endif
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "attacca: %s\n", error.what());
    return static_cast<int>(ExitCode::wrong);
  }
}
