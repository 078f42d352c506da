// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::witness {

/// What a record says; the characters are those of the file and of replay scripts.
enum class RecordKind : std::uint8_t {
  call = '>',    ///< The host called; the values are the arguments.
  detail = '.',  ///< Belongs to the last call of its thread that has not returned: one event, …
  result = '<',  ///< The last call of its thread returned; the values are what it answered.
  remark = '*',  ///< The witness's own: the host's name, what was lost.
  name = 'N',    ///< In files alone: the number by which later records name a call.
};

/// Whether it is one of the kinds but `name`. [any]
[[nodiscard]] constexpr bool is_told(RecordKind kind) noexcept {
  return kind == RecordKind::call || kind == RecordKind::detail || kind == RecordKind::result ||
         kind == RecordKind::remark;
}

/// The tags of cells of eight bytes, in files and on the way there.
namespace tag {
inline constexpr char kInteger = 'i';  ///< signed, two's complement
inline constexpr char kReal = 'd';     ///< IEEE 754
inline constexpr char kText = 't';     ///< the length in bytes; the bytes follow in further cells
inline constexpr char kDigest = 'h';   ///< the length; the digest follows
inline constexpr char kUid = 'u';      ///< the first half; the second follows
inline constexpr char kMore = '+';     ///< belongs to the cell before
}  // namespace tag

}  // namespace attacca::witness
