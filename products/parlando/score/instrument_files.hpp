// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "parlando/score/instrument.hpp"

namespace parlando::score {

/// Where definitions lie, the user's own first: parlando/instruments in $XDG_DATA_HOME
/// (~/.local/share) and in each of $XDG_DATA_DIRS (/usr/local/share, /usr/share); under Windows in
/// %APPDATA% and %ProgramData%. Folders that are not there are among them. [main]
/// Source: XDG Base Directory Specification 0.8.
[[nodiscard]] std::vector<std::filesystem::path> instrument_folders();
/// The first of these; empty if the environment names none. [main]
[[nodiscard]] std::filesystem::path own_instrument_folder();
/// The variables that would name it, for people.
extern const char* const kInstrumentVariables;

/// A definition on disk. [main] Errors: each begins with the path.
[[nodiscard]] attacca::Result<Instrument> read_instrument(const std::filesystem::path& path);

/// The definition NAME.parlando of the first folder that has one. [main] Errors: there is none (and
/// which is nearly called so, and where it was looked for); it cannot be read, or has another name
/// in it than the file.
[[nodiscard]] attacca::Result<Instrument> find_instrument(const std::string& name);

/// The names of all definitions that are found, each once, in order. [main]
[[nodiscard]] std::vector<std::string> list_instruments();

/// Writes it into the user's own folder, whole or not at all; its path. [main] Errors: it is there
/// already and `replace` is false (`replace_word`: how that is said); it cannot be written.
[[nodiscard]] attacca::Result<std::filesystem::path> save_instrument(
    const Instrument& instrument, bool replace, const std::string& replace_word = "replace");

}  // namespace parlando::score
