// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace parlando {

/// What of a note or a channel moves, in messages `expression` and `curve`, and its range.
enum class ExpressionKind : std::uint8_t {
  volume,
  pan,
  tuning,
  vibrato,
  expression,
  brightness,
  pressure
};

struct ExpressionRange {
  double low = 0;
  double high = 1;
};

/// [any]
[[nodiscard]] std::optional<ExpressionKind> expression_kind(std::string_view word) noexcept;
[[nodiscard]] ExpressionRange range_of(ExpressionKind kind) noexcept;

/// What a curve moves.
struct CurveTarget {
  enum class Kind : std::uint8_t { controller, bend, pressure, expression };
  Kind kind = Kind::controller;
  std::int32_t controller = 0;
  ExpressionKind expression = ExpressionKind::volume;  ///< where kind is expression
};

/// Of `cc 11`, `bend`, `pressure` (of the channel), or a kind of expression. [any]
[[nodiscard]] std::optional<CurveTarget> curve_target(std::string_view text) noexcept;
[[nodiscard]] ExpressionRange range_of(const CurveTarget& target) noexcept;

}  // namespace parlando
