// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "command_line/command.hpp"

/// Every command of the program: a new one is a file `cli/<name>.cpp` and a line here and in
/// main.cpp.
namespace attacca::cli {

// Each adds the command of its name. [main]

void add_bundle_command(CLI::App& app, CommandResult& result);
void add_doctor_command(CLI::App& app, CommandResult& result);
void add_inspect_command(CLI::App& app, CommandResult& result);
void add_install_command(CLI::App& app, CommandResult& result);
void add_mcp_command(CLI::App& app, CommandResult& result);
void add_new_command(CLI::App& app, CommandResult& result);
void add_ship_command(CLI::App& app, CommandResult& result);
void add_status_command(CLI::App& app, CommandResult& result);
void add_uninstall_command(CLI::App& app, CommandResult& result);

// The ones that load plugins; built where the host is. [main]

void add_dev_command(CLI::App& app, CommandResult& result);
void add_pin_command(CLI::App& app, CommandResult& result);
void add_preset_command(CLI::App& app, CommandResult& result);
void add_profile_command(CLI::App& app, CommandResult& result);
void add_run_command(CLI::App& app, CommandResult& result);
void add_soak_command(CLI::App& app, CommandResult& result);
void add_validate_command(CLI::App& app, CommandResult& result);

}  // namespace attacca::cli
