// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "witness/record/record.hpp"

namespace attacca::trial {

/// Takes values of a record one by one; what is missing or of another type is 0. All [any].
class ValueReader {
 public:
  explicit ValueReader(const std::vector<witness::Value>& values) : values_(values) {}

  std::int64_t integer() {
    const auto* const value = next<std::int64_t>();
    return value != nullptr ? *value : 0;
  }
  double real() {
    const auto* const value = next<double>();
    return value != nullptr ? *value : 0.0;
  }
  witness::Uid uid() {
    const auto* const value = next<witness::Uid>();
    return value != nullptr ? *value : witness::Uid{};
  }
  /// A text; of one that is only known by its length and digest, another one as long. Nothing:
  /// null.
  std::optional<std::string> text() {
    if (at_ >= values_.size()) return std::nullopt;
    const witness::Value& value = values_[at_++];
    if (const auto* const words = std::get_if<std::string>(&value)) return *words;
    if (const auto* const digest = std::get_if<witness::Digest>(&value)) return stand_in(*digest);
    return std::nullopt;
  }
  /// The integer that integer() would take next.
  [[nodiscard]] std::int64_t next_integer() const {
    ValueReader ahead = *this;
    return ahead.integer();
  }
  /// Whether a text comes next that is only known by its length and digest.
  [[nodiscard]] bool is_digest_next() const {
    return at_ < values_.size() && std::holds_alternative<witness::Digest>(values_[at_]);
  }
  /// How many values are to come.
  [[nodiscard]] std::size_t left() const { return values_.size() - std::min(at_, values_.size()); }
  witness::Digest digest() {
    const auto* const value = next<witness::Digest>();
    return value != nullptr ? *value : witness::Digest{};
  }
  template <typename T>
    requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
  T number() {
    if constexpr (std::is_floating_point_v<T>) {
      return static_cast<T>(real());
    } else {
      return static_cast<T>(integer());
    }
  }

  /// As long as what it stands for, and different where that was. At most 64 KiB.
  static std::string stand_in(const witness::Digest& digest) {
    constexpr std::uint64_t kMost = 65'536;
    std::string text;
    std::uint64_t hash = digest.hash;
    while (text.size() < digest.length && text.size() < kMost) {
      text += static_cast<char>('a' + hash % 26);
      hash = hash / 26 + (hash % 7) * 0x9E3779B97F4A7C15u;
    }
    return text;
  }

 private:
  template <typename T>
  const T* next() {
    if (at_ >= values_.size()) return nullptr;
    return std::get_if<T>(&values_[at_++]);
  }

  const std::vector<witness::Value>& values_;
  std::size_t at_ = 0;
};

}  // namespace attacca::trial
