// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::binary {

/// A piece of a file, in bytes from its start.
struct FileRange {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

/// What a loader maps, or reads for its own use.
struct ElfSegment {
  std::uint32_t type = 0;
  FileRange file;
  std::uint64_t address = 0;
};

struct ElfSection {
  std::uint32_t name = 0;  ///< in the section of names
  std::uint32_t type = 0;
  FileRange file;
  std::uint32_t link = 0;
};

/// What an ELF file's headers say. Nothing is checked against the file's size but that the tables
/// themselves lie in it: `promised_size` tells how long the file would have to be.
struct ElfLayout {
  bool is_wide = false;  ///< 64 bits
  std::endian order = std::endian::little;
  std::string architecture;  ///< as BinarySlice has it
  bool is_shared_library = false;
  std::vector<ElfSegment> segments;
  std::vector<ElfSection> sections;
  std::uint64_t section_names = 0;  ///< where the names of sections begin; 0: there are none
  std::uint64_t promised_size = 0;
};

/// Gives some bytes of a file; none when they do not all lie in it. The bytes stay valid until the
/// layout has been read.
using FetchBytes =
    std::function<std::span<const std::byte>(std::uint64_t offset, std::uint64_t size)>;

/// Reads header, segment table and section table, and no more, of a file of `file_size` bytes. The
/// one reader of ELF headers, for files in memory and on the disk. [any]
/// Errors: cut within the header or a table; impossible sizes of entries, word or byte order.
/// Source: System V ABI, chapters "Object Files" and "Program Loading".
Result<ElfLayout> read_elf_layout(const FetchBytes& fetch, std::uint64_t file_size);

inline constexpr std::uint32_t kElfSegmentLoad = 1;
inline constexpr std::uint32_t kElfSegmentDynamic = 2;
inline constexpr std::uint32_t kElfSectionNoBits = 8;
inline constexpr std::uint32_t kElfSectionDynamicSymbols = 11;

}  // namespace attacca::binary
