// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "cli/command.hpp"

namespace attacca::cli {

/// Adds `attacca install`. [main]
void add_install_command(CLI::App& app, CommandResult& result);

}  // namespace attacca::cli
