// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdio>
#include <exception>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "files/standard_streams.hpp"
#include "parlando/program/command.hpp"
#include "text/near_names.hpp"
#include "text/printable.hpp"

namespace {

using attacca::CommandResult;
using attacca::ExitCode;

void add_commands(CLI::App& app, CommandResult& result) {
  using namespace parlando::program;
  add_conduct_command(app, result);
  add_list_command(app, result);
  add_watch_command(app, result);
  add_transport_command(app, result);
  add_send_command(app, result);
  add_stop_command(app, result);
  add_play_command(app, result);
  add_listen_command(app, result);
  add_record_command(app, result);
  add_alias_command(app, result);
  add_instrument_command(app, result);
  add_doctor_command(app, result);
  add_teach_command(app, result);
  add_mcp_command(app, result);
}

int finish(CommandResult& result) {
  const auto complain = [&](const std::string& message) {
    std::fprintf(stderr, "parlando%s: %s\n",
                 result.command.empty() ? "" : (" " + result.command).c_str(),
                 attacca::text::printable(message).c_str());
  };
  if (!result.error.empty()) {
    complain(result.error);
    result.document["error"] = result.error;
  }
  using Json = nlohmann::ordered_json;
  std::string output = attacca::text::printable_lines(result.text);
  if (result.json) {
    // Those two have printed an object for each event.
    const bool has_printed = result.command == "conduct" || result.command == "watch";
    output = result.document.empty() && has_printed
                 ? ""
                 : result.document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  // A report that did not get through is a failure: a pipe or disk may be full.
  if (const auto written = attacca::files::write_standard_output(output); !written) {
    complain(written.error().message);
    return static_cast<int>(ExitCode::wrong);
  }
  return static_cast<int>(result.exit_code);
}

/// CLI11 answers --help before it looks at a word that is no command.
std::optional<std::string> unknown_command(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return std::nullopt;
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
    if (names.back() == argv[1]) return std::nullopt;
  }
  const std::string near = attacca::text::nearest_name(argv[1], names);
  return "no such command: " + std::string(argv[1]) +
         (near.empty() ? "" : " (did you mean " + near + "?)");
}

int usage_error(const CLI::App& app, const CLI::ParseError& error, CommandResult& result) {
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
    std::ostringstream help;
    app.exit(error, help, help);
    result.text = help.str();
    result.json = false;
    return finish(result);
  }
  const auto called = app.get_subcommands();
  result.command = called.empty() ? "" : called.front()->get_name();
  std::string what = error.what();
  std::replace(what.begin(), what.end(), '\n', ' ');
  while (what.ends_with(' ')) what.pop_back();
  result.fail(
      ExitCode::bad_input,
      {what + ": see parlando" + (result.command.empty() ? "" : " " + result.command) + " --help"});
  return finish(result);
}

int run(int argc, char** argv) {
  CLI::App app(
      "Finds the musicians on the tracks of your DAWs, plays them, and listens to what they play.",
      "parlando");
  app.require_subcommand(1);
  app.set_version_flag("--version", "parlando " PARLANDO_VERSION);
  CommandResult result;
  add_commands(app, result);
  result.json = std::any_of(argv + 1, argv + argc, [](const char* argument) {
    return std::string_view(argument) == "--json";
  });
  if (const auto unknown = unknown_command(app, argc, argv)) {
    result.fail(ExitCode::bad_input, {*unknown + ": see parlando --help"});
    return finish(result);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error, result);
  }
  return finish(result);
}

}  // namespace

int main(int argc, char** argv) {
  attacca::files::hold_standard_streams();
  attacca::files::have_size_limit_reported();
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "parlando: something that was not foreseen went wrong (%s)\n",
                 attacca::text::printable(error.what()).c_str());
    return static_cast<int>(ExitCode::wrong);
  }
}
