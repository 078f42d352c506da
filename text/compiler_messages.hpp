// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace attacca::text {

/// What a compiler, a linker or CMake complains about.
struct CompilerMessage {
  enum class Severity : std::uint8_t { warning, error };

  Severity severity = Severity::error;
  std::string file;  ///< as it was printed; empty: none was named
  int line = 0;      ///< from 1; 0: none
  int column = 0;    ///< from 1; 0: none
  std::string text;

  /// "file:line:column", with as much of it as there is.
  [[nodiscard]] std::string place() const;
};

/// Finds the messages of GCC, Clang, GNU's and LLVM's linkers and CMake in what a build prints, in
/// their order. Lines of more than 2,000 bytes are passed over. [any]
[[nodiscard]] std::vector<CompilerMessage> compiler_messages(std::string_view printed);

}  // namespace attacca::text
