// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace attacca::fuzz {

/// An input read from front to back as the decisions of a made-up host. Behind its end everything
/// is zero and empty, so that every input means something. Numbers are little-endian.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : left_(data, size) {}

  [[nodiscard]] bool empty() const noexcept { return left_.empty(); }

  std::uint8_t byte() noexcept { return number<std::uint8_t>(); }

  template <typename T>
  T number() noexcept {
    T value{};
    const std::span<const std::uint8_t> bytes = take(sizeof value);
    if (!bytes.empty()) std::memcpy(&value, bytes.data(), bytes.size());
    return value;
  }

  /// A length in one byte, then so many bytes, in memory of exactly their size.
  std::string text() {
    const std::span<const std::uint8_t> bytes = take(byte());
    return {bytes.begin(), bytes.end()};
  }

  /// A length in one byte, then so many UTF-16 units. Bit 7 of the length: that text sixteen times.
  std::u16string units() {
    const std::uint8_t length = byte();
    const std::span<const std::uint8_t> bytes = take(std::size_t{2} * (length & 0x7Fu));
    std::u16string units(bytes.size() / 2, u'\0');
    if (!units.empty()) std::memcpy(units.data(), bytes.data(), 2 * units.size());
    if ((length & 0x80u) == 0) return units;
    std::u16string repeated;
    for (int i = 0; i < 16; ++i) repeated += units;
    return repeated;
  }

 private:
  std::span<const std::uint8_t> take(std::size_t count) noexcept {
    const auto taken = left_.first(std::min(count, left_.size()));
    left_ = left_.subspan(taken.size());
    return taken;
  }

  std::span<const std::uint8_t> left_;
};

/// The input as text.
inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace attacca::fuzz
