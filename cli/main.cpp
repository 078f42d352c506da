// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/near_name.hpp"

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
  add_run_command(app, result);
  add_soak_command(app, result);
  add_validate_command(app, result);
#endif
  add_bundle_command(app, result);
  add_install_command(app, result);
  add_uninstall_command(app, result);
  add_inspect_command(app, result);
  add_status_command(app, result);
#endif
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
  const std::string near = attacca::cli::nearest(word, names);
  return "no such command: " + std::string(word) +
         (near.empty() ? "" : " (did you mean " + near + "?)");
}

int run(int argc, char** argv) {
  CLI::App app(
      "Tools for audio plugins: run, validate, package, install and look into VST3 and CLAP.",
      "attacca");
  app.require_subcommand(1);
  app.set_version_flag("--version", "attacca " ATTACCA_VERSION);
  CommandResult result;
  add_commands(app, result);
  if (const auto unknown = unknown_command(app, argc, argv)) {
    result.json = wants_json(argc, argv);
    result.fail(ExitCode::bad_input, {*unknown + ": see attacca --help"});
    return finish(result);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error, result, wants_json(argc, argv));
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
