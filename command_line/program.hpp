// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The main function of a program with commands:
//
//     CLI::App app("What it does.", "name");
//     attacca::CommandResult result;
//     attacca::add_command(app, result, "list", "…", "…", [&] { result.text = "…"; });
//     return attacca::command_line::run_program(app, result, {argv + 1, argv + argc});

#include <exception>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "report/command_result.hpp"

namespace attacca::command_line {

/// Calls the command that is asked for and prints what it has to say; wrong calls are explained in
/// one line on the standard error. The exit status. [main]
[[nodiscard]] int run_program(CLI::App& app, CommandResult& result,
                              const std::vector<std::string>& arguments);
/// Prints a result: the exit status. [main]
[[nodiscard]] int print_result(const CLI::App& app, CommandResult& result);
/// One line on the standard error: "PROGRAM: message". [any]
void complain(const std::string& whose, const std::string& message);
/// What libraries throw is written for programmers; this is for users. [any]
[[nodiscard]] std::string words_for(const std::exception& error);

}  // namespace attacca::command_line
