// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// Apple's fork(2) says of processes that were forked: "if you need to use these frameworks in the
// child process, you must exec". Plugins use them, so that children of ours are this program once
// more, as on Windows.
namespace attacca::host {

/// A piece of shared memory: the how manieth that its process made, counted from 0, and the
/// descriptor behind it, which children inherit.
struct SharedPiece {
  std::uint32_t number = 0;
  int descriptor = -1;
};

/// Those that exist now. [not audio]
[[nodiscard]] std::vector<SharedPiece> shared_pieces();
/// The descriptor behind what share_pages() made; -1: it made no such thing. [not audio]
[[nodiscard]] int descriptor_of(const void* pages);
/// Maps a piece that this process inherited. Null: it is none, or smaller. Never given back. [not
/// audio]
[[nodiscard]] void* map_pages(int descriptor, std::size_t bytes);

/// What a process is that another one started by its own program and command line, in place of
/// forking: it comes to the same call of run_in_child(), and goes on there as the child. Told by an
/// environment variable, which the process takes away from its own children. [not audio]
struct ChildRole {
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::uint32_t call = kNone;  ///< Which call of run_in_child(), counted from 0.
  int report = -1;
  std::map<std::uint32_t, int> pieces;  ///< The parent's, by number.
};
inline constexpr char kRoleVariable[] = "ATTACCA_CHILD_ROLE";

/// This process's own.
[[nodiscard]] const ChildRole& own_role();
[[nodiscard]] std::string text_of(const ChildRole& role);
/// A text that is not understood is no role.
[[nodiscard]] ChildRole parse_role(std::string_view text);

}  // namespace attacca::host
