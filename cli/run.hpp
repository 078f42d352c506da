// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "cli/command.hpp"

namespace attacca::cli {

/// Adds `attacca run`. [main]
void add_run_command(CLI::App& app, CommandResult& result);

}  // namespace attacca::cli
