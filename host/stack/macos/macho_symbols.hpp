// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace attacca::host {

/// The functions of a Mach-O file for this processor, as its symbol table has them: all of them, or
/// where the file was stripped what it exports. Source: Apple, mach-o/loader.h, mach-o/nlist.h and
/// mach-o/fat.h. A value. All members [any].
class MachoSymbols {
 public:
  /// None where the file is not there, or no such file. [not audio]
  [[nodiscard]] static MachoSymbols of_file(const std::filesystem::path& path);

  /// The function that has the byte `offset`, counted from where the file is mapped; empty:
  /// unknown. With the underscore that the linker's names have.
  [[nodiscard]] const std::string* find(std::uint64_t offset) const noexcept;

 private:
  struct Symbol {
    std::uint64_t offset = 0;
    std::string name;
  };
  std::vector<Symbol> symbols_;  ///< In order of offsets.
};

}  // namespace attacca::host
