// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abi/clap/entry.hpp"

namespace attacca::standalone {

/// A plugin as a program of its own, from the first option to the exit code: 0 it has ended, 1
/// something failed, 2 it was called wrongly. What is said goes to stderr. `entry` is the plugin's
/// own, linked in. [main]
int run_program(int argc, const char* const* argv, const clap::PluginEntry& entry);

}  // namespace attacca::standalone
