// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace attacca::rt::test {

/// 640 bytes, ten cache lines, that can show whether they belong together: each word is derived
/// from the record's number and the word's place.
struct WideRecord {
  std::array<std::uint64_t, 80> words{};

  static WideRecord numbered(std::uint64_t number) {
    WideRecord record;
    for (std::size_t i = 0; i < record.words.size(); ++i) record.words[i] = word(number, i);
    return record;
  }

  /// The number that it was made with; nothing when its words are of more than one make.
  std::optional<std::uint64_t> number() const {
    const std::uint64_t first = words[0];
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (words[i] != word(first, i)) return std::nullopt;
    }
    return first;
  }

  bool operator==(const WideRecord&) const = default;

 private:
  static std::uint64_t word(std::uint64_t number, std::size_t place) {
    return place == 0 ? number : (number + place) * 0x9e3779b97f4a7c15U;
  }
};

}  // namespace attacca::rt::test
