// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <windows.h>

namespace attacca::host {

/// A piece of shared memory: the how manieth that its process made, counted from 0, and the section
/// behind it, which children inherit.
struct SharedSection {
  std::uint32_t number = 0;
  HANDLE section = nullptr;
};

/// Those that exist now. [not audio]
[[nodiscard]] std::vector<SharedSection> shared_sections();
/// The section behind what share_pages() made; null: it made no such thing. [not audio]
[[nodiscard]] HANDLE section_of(const void* pages);
/// Maps a section that this process inherited, whole. Null: it is none. Never given back. [not
/// audio]
[[nodiscard]] void* map_section(HANDLE section);

/// What a process is that another one started by its own program and command line, in place of
/// forking: it comes to the same call of run_in_child(), and goes on there as the child. Told by an
/// environment variable, which the process takes away from its own children. [not audio]
struct ChildRole {
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::uint32_t call = kNone;  ///< Which call of run_in_child(), counted from 0.
  HANDLE report = nullptr;
  HANDLE print = nullptr;  ///< Null: the standard error that it was given.
  HANDLE error = nullptr;
  HANDLE asking = nullptr;                   ///< An event: the child is to end.
  std::map<std::uint32_t, HANDLE> sections;  ///< The parent's, by number.
};
inline constexpr wchar_t kRoleVariable[] = L"ATTACCA_CHILD_ROLE";

/// This process's own.
[[nodiscard]] const ChildRole& own_role();
[[nodiscard]] std::wstring text_of(const ChildRole& role);
/// A text that is not understood is no role.
[[nodiscard]] ChildRole parse_role(std::wstring_view text);

}  // namespace attacca::host
