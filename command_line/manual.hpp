// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>

#include "attacca/base/result.hpp"

namespace attacca::command_line {

/// Writes what an installation has beside the program, out of the same words as --help, so that
/// neither can be behind: man1/PROGRAM.1 and a page for each command, and what completes command
/// lines in bash (PROGRAM.bash), zsh (_PROGRAM) and fish (PROGRAM.fish). [main]
/// Errors: the folder or a file cannot be written.
[[nodiscard]] Result<void> write_manual(const CLI::App& app, const std::string& version,
                                        const std::filesystem::path& folder);

/// One page for groff_man(7): that of the program, or of one of its commands.
[[nodiscard]] std::string man_page(const CLI::App& command, const std::string& version);

[[nodiscard]] std::string bash_completion(const CLI::App& app);
[[nodiscard]] std::string zsh_completion(const CLI::App& app);
[[nodiscard]] std::string fish_completion(const CLI::App& app);

}  // namespace attacca::command_line
