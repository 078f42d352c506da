// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "witness/record/entry.hpp"
#include "witness/record/record.hpp"

namespace attacca::witness {

/// The file is a head of 16 bytes, `attacca-witness` and the version as one byte, and then frames:
/// the length of the payload and its CRC-32 (the one of Ethernet and zip), both 32 bit, and the
/// payload. Everything is little-endian. Each frame is complete by itself, so that whatever cuts
/// the file off costs the last frame alone.
///
/// A payload: kind (8 bit, RecordKind), cells (8), name (16), thread (16), object (32), sequence
/// (64), time (64, nanoseconds), a tag of one byte for each cell, and 64 bit for each. Where the
/// kind is RecordKind::name: kind (8), 0 (8), number (16), and the name's bytes.
inline constexpr std::string_view kFileHead = "attacca-witness";
inline constexpr std::uint8_t kFileVersion = 1;
inline constexpr std::size_t kFileHeadBytes = 16;
inline constexpr std::size_t kMostPayloadBytes = 1024;

/// The head of a new file. [any]
[[nodiscard]] std::string file_head();

/// Appends the frame that gives `name` its number. [not audio]
void append_name(std::string& out, std::uint16_t number, std::string_view name);

/// Appends a record. [not audio]
void append_entry(std::string& out, const Entry& entry, std::uint16_t name, std::uint16_t thread);

/// Gives the next bytes, at most as many as fit; 0 at the end. [not audio]
using ByteSource = std::function<Result<std::size_t>(std::span<std::byte>)>;

/// Reads all complete records, sorted by their sequence; Recording::trouble says what else there
/// is. `file` names it in messages. At most kMostFileBytes are read. [main] Errors: it is no
/// witness file, or one of a later version, or it cannot be read.
[[nodiscard]] Result<Recording> read_recording(const ByteSource& source, std::string_view file);
[[nodiscard]] Result<Recording> read_recording(std::span<const std::byte> bytes,
                                               std::string_view file);
[[nodiscard]] Result<Recording> read_recording(const std::filesystem::path& path);

/// What is read of a file; what the witness writes is a quarter of it (RecorderOptions).
inline constexpr std::uint64_t kMostFileBytes = std::uint64_t{256} << 20U;

}  // namespace attacca::witness
