// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A text that lies in place, so that a record with texts is trivially copyable and can be handed to
// the audio thread whole:
//
//     attacca::FixedText<64> name("Lead Vox");
//     if (name.view() == "Lead Vox") name.assign("Bass");
//
// Any thread, one at a time; never allocates. Text that does not fit is cut between two code
// points.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace attacca {

/// UTF-8 text of at most `Capacity` bytes in place, so that it can cross threads by copy. Longer
/// text is cut at a code point boundary. Always valid as long as what goes in is valid UTF-8.
/// All members [any].
template <std::size_t Capacity>
class FixedText {
 public:
  constexpr FixedText() = default;
  constexpr explicit FixedText(std::string_view utf8) noexcept { assign(utf8); }

  constexpr void assign(std::string_view utf8) noexcept {
    std::size_t length = utf8.size();
    if (length > Capacity) {
      length = Capacity;
      while (length > 0 && (static_cast<unsigned char>(utf8[length]) & 0xC0u) == 0x80u) --length;
    }
    for (std::size_t i = 0; i < length; ++i) bytes_[i] = utf8[i];
    for (std::size_t i = length; i < size_; ++i) bytes_[i] = '\0';
    size_ = static_cast<std::uint16_t>(length);
  }

  [[nodiscard]] constexpr std::string_view view() const noexcept { return {bytes_, size_}; }
  [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }

  friend constexpr bool operator==(const FixedText& a, const FixedText& b) noexcept {
    return a.view() == b.view();
  }

 private:
  static_assert(Capacity <= 0xFFFF);
  char bytes_[Capacity] = {};
  std::uint16_t size_ = 0;
};

}  // namespace attacca
