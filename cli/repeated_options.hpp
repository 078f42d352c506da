// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace attacca::cli {

/// Adds an option that may be given several times, and that takes several values at once:
/// `--track A B` is `--track A --track B`. Its values end at the next option and at a plugin. The
/// arguments have to pass through with_repeated_options() before they are parsed.
CLI::Option* add_repeated_option(CLI::App& command, const std::string& name,
                                 std::vector<std::string>& values, const std::string& description);

/// The arguments of a call, without the program's name, such that each value of a repeated option
/// of `app`'s commands has the option's name before it. What names a plugin (ends in .clap or
/// .vst3, with or without #ID) is no value unless it comes right after the option; so is what
/// comes after "--".
[[nodiscard]] std::vector<std::string> with_repeated_options(const CLI::App& app,
                                                             std::vector<std::string> arguments);

/// Whether a word is a plugin as people name it: FILE or FILE#ID. [any]
[[nodiscard]] bool names_plugin(std::string_view word) noexcept;

}  // namespace attacca::cli
