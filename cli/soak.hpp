// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "cli/command.hpp"

namespace attacca::cli {

/// Adds `attacca soak`. [main]
void add_soak_command(CLI::App& app, CommandResult& result);

}  // namespace attacca::cli
