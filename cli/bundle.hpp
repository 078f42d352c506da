// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "cli/command.hpp"

namespace attacca::cli {

/// Adds `attacca bundle`. [main]
void add_bundle_command(CLI::App& app, CommandResult& result);

}  // namespace attacca::cli
