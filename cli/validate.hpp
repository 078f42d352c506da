// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "cli/command.hpp"

namespace attacca::cli {

/// Adds `attacca validate`.
void add_validate_command(CLI::App& app, CommandResult& result);

}  // namespace attacca::cli
