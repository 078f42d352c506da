// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

namespace attacca::osc {

/// `size` bytes, the most significant one first, as a number. `size` is at most 8. [any]
[[nodiscard]] inline std::uint64_t read_big_endian(const std::byte* bytes,
                                                   std::size_t size) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = (value << 8) | std::to_integer<std::uint64_t>(bytes[i]);
  }
  return value;
}

/// The other way. [any]
inline void write_big_endian(std::byte* bytes, std::uint64_t value, std::size_t size) noexcept {
  for (std::size_t i = size; i-- > 0; value >>= 8) bytes[i] = static_cast<std::byte>(value & 0xFFu);
}

/// The next multiple of 4, which everything in a packet is aligned to. [any]
[[nodiscard]] constexpr std::size_t padded(std::size_t size) noexcept {
  return (size + 3) & ~std::size_t{3};
}

}  // namespace attacca::osc
