// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "attacca/base/result.hpp"
#include "midi_file/file.hpp"

namespace attacca::midi_file {

/// Reads formats 0 and 1, and format 2 as one pattern after the other; metrical and SMPTE time.
/// Chunks of other kinds and meta events that `File` has no word for are passed over. Passed over
/// with a note: system messages that a file may not hold, time signatures that make no sense, and
/// bytes after the last track. Put right with a note: a track or a note without its end. Names that
/// are no UTF-8 are taken for ISO 8859-1. [main]
/// Errors: "track 2, byte 311: what is wrong", with bytes counted from 0 in the file; larger or
/// longer than above.
/// Source: Standard MIDI Files 1.0 (RP-001), MIDI Association.
[[nodiscard]] Result<File> parse(std::span<const std::uint8_t> bytes);

/// The same of a file on disk. [main] Errors: also a file that cannot be read; each begins with the
/// path.
[[nodiscard]] Result<File> read(const std::filesystem::path& path);

}  // namespace attacca::midi_file
