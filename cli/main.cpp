// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <exception>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/repeated_options.hpp"
#include "command_line/arguments.hpp"
#include "command_line/program.hpp"
#include "files/standard_streams.hpp"
#if !defined(ATTACCA_DEMO)
#include "command_line/manual.hpp"
#endif

#if defined(ATTACCA_HAS_HOST)
#include "host/load/scan.hpp"
#if !defined(ATTACCA_DEMO)
#include "trial/validate/check_child.hpp"
#endif
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
#if defined(ATTACCA_HAS_DEV)
  add_dev_command(app, result);
#endif
#if defined(ATTACCA_HAS_HOST)
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
  add_new_command(app, result);
  add_status_command(app, result);
#if defined(ATTACCA_HAS_POSIX_COMMANDS)
  add_doctor_command(app, result);
  add_ship_command(app, result);
  add_mcp_command(app, result);
#endif
#endif
}

int run(const std::vector<std::string>& words) {
  CLI::App app(
      "Tools for audio plugins: begin, run, validate, package, install and look into VST3 and "
      "CLAP.",
      "attacca");
  // Windows has paths that begin with a slash as well. Commands take it over: before them.
  app.allow_windows_style_options(false);
  app.require_subcommand(1);
  app.set_version_flag("--version", "attacca " ATTACCA_VERSION);
  CommandResult result;
  add_commands(app, result);
#if !defined(ATTACCA_DEMO)
  // For installations (cmake/install.cmake); no command, because nobody types it.
  if (words.size() == 2 && words[0] == "--write-manual") {
    const auto written = attacca::command_line::write_manual(app, ATTACCA_VERSION, words[1]);
    if (!written) result.fail(ExitCode::wrong, written.error());
    return attacca::command_line::print_result(app, result);
  }
#endif
  return attacca::command_line::run_program(app, result,
                                            attacca::cli::with_repeated_options(app, words));
}

}  // namespace

int main(int argc, char** argv) {
  attacca::files::hold_standard_streams();
  attacca::files::have_size_limit_reported();
  try {
#if defined(ATTACCA_HAS_HOST)
    if (const auto code = attacca::host::scan_child_main(argc, argv)) return *code;
#if !defined(ATTACCA_DEMO)
    if (const auto code = attacca::validate::check_child_main(argc, argv)) return *code;
#endif
#endif
    // A plugin that is looked at or judged records nothing of it unless somebody says where.
    attacca::command_line::set_variable_if_missing("ATTACCA_WITNESS_DIR", "off");
    return run(attacca::command_line::given_words(argc, argv));
  } catch (const std::exception& error) {
    attacca::command_line::complain("attacca", attacca::command_line::words_for(error));
    return static_cast<int>(ExitCode::wrong);
  }
}
