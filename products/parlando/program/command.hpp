// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "command_line/command.hpp"
#include "parlando/conductor/control_client.hpp"

namespace parlando::program {

using attacca::add_command;
using attacca::CommandResult;
using attacca::ExitCode;

// Each adds one command.
void add_conduct_command(CLI::App& app, CommandResult& result);
void add_list_command(CLI::App& app, CommandResult& result);
void add_watch_command(CLI::App& app, CommandResult& result);
void add_transport_command(CLI::App& app, CommandResult& result);
void add_send_command(CLI::App& app, CommandResult& result);
void add_stop_command(CLI::App& app, CommandResult& result);
void add_play_command(CLI::App& app, CommandResult& result);
void add_listen_command(CLI::App& app, CommandResult& result);
void add_record_command(CLI::App& app, CommandResult& result);
void add_alias_command(CLI::App& app, CommandResult& result);
void add_instrument_command(CLI::App& app, CommandResult& result);
void add_doctor_command(CLI::App& app, CommandResult& result);
void add_teach_command(CLI::App& app, CommandResult& result);
void add_mcp_command(CLI::App& app, CommandResult& result);

/// The conductor that runs, or one of our own; nothing, and the result has failed, if there can be
/// none. Says on the standard error that it waits for musicians, where it will.
std::optional<ConductorAccess> reach_conductor(CommandResult& result);

/// One request: its answer, or nothing, and the result has failed.
std::optional<Json> ask(ControlClient& client, Json request, CommandResult& result,
                        ControlClient::Milliseconds patience = ControlClient::Milliseconds(10'000));
void fail(CommandResult& result, const ControlError& error);

/// Prints now, with --json or without, and not at the end of the command. [main] Returns false once
/// nobody reads any more.
bool print_line(const std::string& line);

/// Waits for Ctrl-C (SIGINT, SIGTERM): `on_signal` is called in the handler. [main]
void call_on_interrupt(void (*on_signal)());

}  // namespace parlando::program
