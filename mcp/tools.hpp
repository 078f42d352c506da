// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>
#include <string_view>

#include "mcp/protocol/tool.hpp"

namespace attacca::mcp {

enum class Kind { text, texts, number, integer, boolean };

/// One argument of a tool, and the option that it becomes.
struct Argument {
  const char* name;
  Kind kind;
  const char* description;
  /// "--only"; empty: given without an option's name, behind all others. A list gives the option
  /// again for each value.
  const char* option;
  bool is_required = false;
  std::string_view choices = {};   ///< words with blanks between them; empty: any
  std::string_view standard = {};  ///< given where the caller gives nothing; empty: nothing is
};

/// One command of the program as a tool.
struct Tool {
  const char* name;
  const char* title;
  const char* description;
  bool is_read_only;  ///< changes no file but those that its arguments name
  std::span<const Argument> arguments;
};

/// At most ten. [any]
[[nodiscard]] std::span<const Tool> tools() noexcept;
/// Null where there is none of that name. [any]
[[nodiscard]] const Tool* tool_called(std::string_view name) noexcept;

/// A tool as tools/list has it: with a JSON schema of its arguments. [any]
[[nodiscard]] Json description_of(const Tool& tool);

}  // namespace attacca::mcp
