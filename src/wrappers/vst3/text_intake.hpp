// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/unicode.hpp"

namespace attacca::vst3_wrapper {

/// Room for a text that a host writes, trusting it with nothing. Hosts are promised far less room
/// than there is: one widespread host takes the size in bytes for a number of units. The text ends
/// where the room ends, whatever they leave out; and a host that answers "done" without having
/// touched anything has sent no text, which is not the same as an empty one.
class TextIntake {
 public:
  static constexpr std::size_t kUnits = 2048;
  static constexpr std::uint32_t kBytesOffered = 2040;
  static constexpr std::int32_t kUnitsOffered = 1020;

  TextIntake() noexcept { units_[0] = kUntouched; }

  [[nodiscard]] char16_t* data() noexcept { return units_.data(); }

  /// The text as UTF-8, or nothing. Lone surrogates become U+FFFD.
  [[nodiscard]] std::optional<std::string> text() noexcept(false) {
    if (units_[0] == kUntouched) return std::nullopt;
    units_.back() = 0;
    return core::utf8_from_utf16(units_.data(), units_.size());
  }

  /// Whether there is a text that is not empty.
  [[nodiscard]] bool has_text() const noexcept { return units_[0] != kUntouched && units_[0] != 0; }
  /// Whether it is this one; ASCII.
  [[nodiscard]] bool is(std::string_view text) const noexcept {
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (units_[i] != (i < text.size() ? static_cast<char16_t>(text[i]) : u'\0')) return false;
    }
    return true;
  }

 private:
  static constexpr char16_t kUntouched = 0xFFFF;  ///< not a character, in no text

  std::array<char16_t, kUnits> units_ = {};
};

}  // namespace attacca::vst3_wrapper
