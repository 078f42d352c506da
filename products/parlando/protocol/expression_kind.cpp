// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/protocol/expression_kind.hpp"

#include <array>
#include <charconv>
#include <cstddef>

namespace parlando {
namespace {

constexpr std::array<std::string_view, 7> kWords = {
    "volume", "pan", "tuning", "vibrato", "expression", "brightness", "pressure"};

}  // namespace

std::optional<ExpressionKind> expression_kind(std::string_view word) noexcept {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (word == kWords[i]) return static_cast<ExpressionKind>(i);
  }
  return std::nullopt;
}

ExpressionRange range_of(ExpressionKind kind) noexcept {
  if (kind == ExpressionKind::volume) return {0, 4};
  if (kind == ExpressionKind::tuning) return {-120, 120};
  return {0, 1};
}

std::optional<CurveTarget> curve_target(std::string_view text) noexcept {
  if (text == "bend") return CurveTarget{.kind = CurveTarget::Kind::bend};
  if (text == "pressure") return CurveTarget{.kind = CurveTarget::Kind::pressure};
  if (text.starts_with("cc ")) {
    std::int32_t controller = -1;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + 3, end, controller);
    if (error != std::errc{} || stop != end || controller < 0 || controller > 127)
      return std::nullopt;
    return CurveTarget{.kind = CurveTarget::Kind::controller, .controller = controller};
  }
  if (const auto kind = expression_kind(text)) {
    return CurveTarget{.kind = CurveTarget::Kind::expression, .expression = *kind};
  }
  return std::nullopt;
}

ExpressionRange range_of(const CurveTarget& target) noexcept {
  if (target.kind == CurveTarget::Kind::bend) return {-1, 1};
  if (target.kind == CurveTarget::Kind::expression) return range_of(target.expression);
  return {0, 1};
}

}  // namespace parlando
