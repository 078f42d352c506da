// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "osc/time_tag.hpp"

namespace attacca::osc {

/// The arguments of one message, taken one after the other:
///
///     osc::Arguments arguments = message.arguments();
///     const auto key = arguments.integer();
///     if (!key) return;
///
/// Each call takes the next argument if it is of a kind that can be had as what is asked for, and
/// otherwise takes none and gives nothing. Views point into the packet. All members [any]; nothing
/// is allocated.
class Arguments {
 public:
  Arguments() = default;
  /// `types` without the comma, `data` as check_packet() has found it to be.
  Arguments(std::string_view types, std::span<const std::byte> data) noexcept
      : types_(types), data_(data) {}

  /// The next one's type: 'i' 'f' 's' 'b' 'h' 't' 'd' 'S' 'c' 'r' 'm' 'T' 'F' 'N' 'I' '[' ']'; 0 at
  /// the end.
  [[nodiscard]] char type() const noexcept { return types_.empty() ? '\0' : types_.front(); }

  /// i, h; also f and d that are whole numbers within 64 bits.
  [[nodiscard]] std::optional<std::int64_t> integer() noexcept;
  /// i, h, f, d. May be infinite or not a number, as it was sent.
  [[nodiscard]] std::optional<double> number() noexcept;
  /// T, F; a number, which is true unless it is 0.
  [[nodiscard]] std::optional<bool> truth() noexcept;
  /// s, S. The bytes as they came: UTF-8 or not.
  [[nodiscard]] std::optional<std::string_view> text() noexcept;
  [[nodiscard]] std::optional<std::span<const std::byte>> blob() noexcept;  ///< b
  [[nodiscard]] std::optional<TimeTag> time_tag() noexcept;                 ///< t
  /// c (a character), r (colour, RRGGBBAA), m (port, status, data, data): four bytes as a number.
  [[nodiscard]] std::optional<std::uint32_t> four_bytes() noexcept;
  /// Passes over one argument; brackets of arrays count as one each. False at the end.
  bool skip() noexcept;

 private:
  std::uint64_t take(std::size_t bytes) noexcept;
  void next_type() noexcept { types_.remove_prefix(1); }

  std::string_view types_;
  std::span<const std::byte> data_;
};

}  // namespace attacca::osc
