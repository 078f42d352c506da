// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>

#include "abi/vst3/base/result.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/vst3/vst3_session.hpp"

namespace attacca::validate {

inline constexpr unsigned char kUntouched = 0xa7;

/// A struct full of one byte, to see whether a refused call writes into it.
template <typename Struct>
[[nodiscard]] Struct untouched() {
  static_assert(std::is_trivially_copyable_v<Struct>);
  Struct filled;
  std::memset(&filled, kUntouched, sizeof filled);
  return filled;
}

template <typename Struct>
[[nodiscard]] bool is_untouched(const Struct& filled) {
  for (const std::byte byte : std::as_bytes(std::span(&filled, 1))) {
    if (byte != std::byte{kUntouched}) return false;
  }
  return true;
}

/// Calls `ask(struct)` with something that does not exist, which must be refused without a trace.
template <typename Struct, typename Ask>
void expect_refusal(CheckContext& context, const std::string& what, Ask ask) {
  context.step(what);
  auto filled = untouched<Struct>();
  const vst3::TResult result = ask(filled);
  context.expect(result != vst3::kResultOk, what + " answered kResultOk");
  context.expect(is_untouched(filled), what + " wrote into the struct");
}

/// Two answers of the same question, byte by byte.
template <typename Struct>
[[nodiscard]] bool equal_bytes(const Struct& first, const Struct& second) {
  // NOLINTNEXTLINE(bugprone-suspicious-memory-comparison): the same bytes are meant
  return std::memcmp(&first, &second, sizeof first) == 0;
}

/// Whether the text ends inside its array.
template <typename Char, std::size_t Size>
[[nodiscard]] bool is_terminated(const Char (&text)[Size]) {
  for (const Char letter : text) {
    if (letter == Char{}) return true;
  }
  return false;
}

}  // namespace attacca::validate
