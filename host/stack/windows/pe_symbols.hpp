// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace attacca::host {

/// Where the functions of a program file begin, relative to where it is loaded, by their names as
/// the linker knows them: its COFF symbols, those of the file that its debug link names, or else
/// its exports. Empty when the file cannot be read.
/// Source: Microsoft, "PE Format"; GDB's manual, "Debugging Information in Separate Files". [main]
[[nodiscard]] std::map<std::uint32_t, std::string> read_pe_symbols(
    const std::filesystem::path& file);

}  // namespace attacca::host
