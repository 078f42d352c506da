// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace attacca::host {

/// Where channel `index` of `count` belongs when fewer channels are to carry it: to the left, to
/// the right or to both. Source: the channels' usual order in WAVE files and in both formats
/// (left, right, centre, LFE, then pairs); more than 8 channels are taken for pairs. [any]
enum class FoldSide { left, right, both };
[[nodiscard]] constexpr FoldSide fold_side(std::size_t count, std::size_t index) noexcept {
  constexpr std::array<std::string_view, 9> kSides = {
      "", "b", "lr", "lrb", "lrlr", "lrblr", "lrbblr", "lrbbblr", "lrbblrlr"};
  if (count < kSides.size() && index < count) {
    const char side = kSides[count][index];
    return side == 'b' ? FoldSide::both : side == 'l' ? FoldSide::left : FoldSide::right;
  }
  return index % 2 == 0 ? FoldSide::left : FoldSide::right;
}

/// How loud a folded channel is: -3 dB, as ITU-R BS.775 has it for centre and surround.
inline constexpr float kFoldGain = 0.70710678F;

/// Calls `add(from, to, gain)` for each of `count` channels that goes into one of `target` fewer
/// channels besides its own: one target channel carries the mean of all; with two or more, the
/// channels beyond them are added to the first or the second or both. [any]
template <typename Add>
constexpr void for_each_folded(std::size_t count, std::size_t target, Add&& add) {
  if (target == 0 || target >= count) return;
  for (std::size_t from = target; from < count; ++from) {
    if (target == 1) {
      add(from, std::size_t{0}, 1.0F);
      continue;
    }
    const FoldSide side = fold_side(count, from);
    if (side != FoldSide::right) add(from, std::size_t{0}, kFoldGain);
    if (side != FoldSide::left) add(from, std::size_t{1}, kFoldGain);
  }
}

}  // namespace attacca::host
