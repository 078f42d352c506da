// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace attacca::binary {

/// Numbers and names out of a block of bytes that nobody has checked. Reading outside the block
/// gives 0 (or an empty name) and is remembered, so that a parser can read a whole header and ask
/// once. [any]
class ByteReader {
 public:
  ByteReader(std::span<const std::byte> bytes, std::endian order) noexcept
      : bytes_(bytes), order_(order) {}

  [[nodiscard]] std::uint64_t size() const noexcept { return bytes_.size(); }

  /// False as soon as one read has gone outside.
  [[nodiscard]] bool ok() const noexcept { return ok_; }

  /// Whether `length` bytes from `offset` lie inside; safe against overflow of the sum.
  [[nodiscard]] bool contains(std::uint64_t offset, std::uint64_t length) const noexcept {
    return offset <= size() && length <= size() - offset;
  }

  /// Whether `count` records of `record_size` bytes from `offset` lie inside.
  [[nodiscard]] bool contains_records(std::uint64_t offset, std::uint64_t count,
                                      std::uint64_t record_size) const noexcept {
    return offset <= size() && (record_size == 0 || count <= (size() - offset) / record_size);
  }

  std::uint8_t u8(std::uint64_t offset) noexcept {
    return static_cast<std::uint8_t>(number(offset, 1));
  }
  std::uint16_t u16(std::uint64_t offset) noexcept {
    return static_cast<std::uint16_t>(number(offset, 2));
  }
  std::uint32_t u32(std::uint64_t offset) noexcept {
    return static_cast<std::uint32_t>(number(offset, 4));
  }
  std::uint64_t u64(std::uint64_t offset) noexcept { return number(offset, 8); }

  /// A word of the file's own width: 8 bytes when `wide`, else 4.
  std::uint64_t word(std::uint64_t offset, bool wide) noexcept {
    return number(offset, wide ? 8 : 4);
  }

  /// The text at `offset` up to its terminator, or up to `longest` bytes, or to the block's end.
  std::string_view text(std::uint64_t offset, std::uint64_t longest = 4096) noexcept {
    if (offset >= size()) {
      ok_ = false;
      return {};
    }
    const char* begin = reinterpret_cast<const char*>(bytes_.data()) + offset;
    const std::uint64_t room = size() - offset;
    const std::string_view all(begin, static_cast<std::size_t>(room < longest ? room : longest));
    return all.substr(0, all.find('\0'));
  }

  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return bytes_; }

 private:
  std::uint64_t number(std::uint64_t offset, unsigned width) noexcept {
    if (!contains(offset, width)) {
      ok_ = false;
      return 0;
    }
    std::uint64_t value = 0;
    for (unsigned i = 0; i < width; ++i) {
      const unsigned shift = 8U * (order_ == std::endian::little ? i : width - 1 - i);
      value |= std::to_integer<std::uint64_t>(bytes_[static_cast<std::size_t>(offset) + i])
               << shift;
    }
    return value;
  }

  std::span<const std::byte> bytes_;
  std::endian order_;
  bool ok_ = true;
};

}  // namespace attacca::binary
