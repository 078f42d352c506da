// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <exception>
#include <string>
#include <vector>

#include "command_line/arguments.hpp"
#include "command_line/manual.hpp"
#include "command_line/program.hpp"
#include "files/standard_streams.hpp"
#include "parlando/program/command.hpp"

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

int run(const std::vector<std::string>& words) {
  CLI::App app(
      "Finds the musicians on the tracks of your DAWs, plays them, and listens to what they play.",
      "parlando");
  // Windows has paths that begin with a slash as well. Commands take it over: before them.
  app.allow_windows_style_options(false);
  app.require_subcommand(1);
  app.set_version_flag("--version", "parlando " PARLANDO_VERSION);
  CommandResult result;
  add_commands(app, result);
  // For installations; no command, because nobody types it.
  if (words.size() == 2 && words[0] == "--write-manual") {
    const auto written = attacca::command_line::write_manual(app, PARLANDO_VERSION, words[1]);
    if (!written) result.fail(ExitCode::wrong, written.error());
    return attacca::command_line::print_result(app, result);
  }
  return attacca::command_line::run_program(app, result, words);
}

}  // namespace

int main(int argc, char** argv) {
  attacca::files::hold_standard_streams();
  attacca::files::have_size_limit_reported();
  try {
    return run(attacca::command_line::given_words(argc, argv));
  } catch (const std::exception& error) {
    attacca::command_line::complain("parlando", attacca::command_line::words_for(error));
    return static_cast<int>(ExitCode::wrong);
  }
}
