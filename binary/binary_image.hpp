// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::binary {

/// The three families of program files that plugins come in.
enum class ObjectFormat { elf, pe, macho };

/// "ELF", "PE" or "Mach-O".
std::string_view name_of(ObjectFormat format) noexcept;

/// A named piece of a binary; offsets are from the start of the file.
struct BinarySection {
  std::string name;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

/// What one architecture's part of a binary says about itself.
struct BinarySlice {
  std::string architecture;  ///< as VST3 bundles name it: x86_64, aarch64, i686, arm64, x86 …
  std::uint64_t offset = 0;  ///< of this part inside the file; 0 unless the file is universal
  std::uint64_t size = 0;
  bool shared_library = false;  ///< something a host can load, and no program or object file
  std::vector<std::string> exports;
  /// Files of shared libraries that the loader opens with it, as they are named there: DT_NEEDED of
  /// ELF files, the load commands of Mach-O files; nothing for PE files. At most 256 of at most 255
  /// bytes.
  std::vector<std::string> needed;
  std::string minimum_system;  ///< "macOS 11.0", of Mach-O files that say so
  std::vector<BinarySection> sections;

  [[nodiscard]] bool exports_symbol(std::string_view symbol) const;

  /// Adds a name. False when the names together outgrow what a true file would have: tables whose
  /// entries overlap can claim far more text than the file has bytes.
  [[nodiscard]] bool add_export(std::string_view name);

 private:
  std::uint64_t export_bytes_ = 0;
};

/// A program file's own account of what it holds, read from its headers and symbol tables. Only
/// universal Mach-O files have more than one slice.
struct BinaryImage {
  ObjectFormat format = ObjectFormat::elf;
  std::vector<BinarySlice> slices;

  /// True when every slice exports the symbol: a host of any of them finds it.
  [[nodiscard]] bool exports_symbol(std::string_view symbol) const;
};

/// Reads a program file without trusting a byte of it: every offset and count is checked against
/// the file's size before it is used, so a cut or lying file gives an error and never a read
/// outside. Exported names are what a dynamic loader would find (Mach-O names without their leading
/// underscore). The error names the trouble only; the caller knows the path. [any]
Result<BinaryImage> read_binary_image(std::span<const std::byte> file);

/// Whether a file that begins so is of one of the families, whole or not. [any]
bool is_program_file(std::span<const std::byte> beginning);

/// The three readers behind it, for a file whose magic number has been seen. [any]
Result<BinarySlice> read_elf(std::span<const std::byte> file);
Result<BinarySlice> read_pe(std::span<const std::byte> file);
Result<std::vector<BinarySlice>> read_macho(std::span<const std::byte> file);

}  // namespace attacca::binary
