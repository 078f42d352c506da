// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How many channels a port has, and what they are:
//
//     {.main_inputs = 1, .main_outputs = attacca::channels::surround_5_1, .name = "5.1"}
//     const auto lfe = layout.main_outputs.find(attacca::Speaker::lfe);  // 3
//
// Plain data at compile time, for AudioLayout; initialize() reads it again. A number alone is mono,
// stereo, or so many channels of no particular kind. The order of channels is that of Speaker, in
// every format.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>

namespace attacca {

/// Where a channel sounds. Their order is the order of channels, as in WAVE files; in sets without
/// side speakers the surround ones stand beside the listener, in sets with them behind.
enum class Speaker : std::uint8_t {
  left,
  right,
  center,
  lfe,  ///< low-frequency effects
  left_surround,
  right_surround,
  left_center,
  right_center,
  center_surround,
  left_side,
  right_side,
  top_center,
  top_front_left,
  top_front_center,
  top_front_right,
  top_rear_left,
  top_rear_center,
  top_rear_right,
  top_side_left,
  top_side_right,
};

/// The channels of a port. Compares and computes as the number of them. All members [any].
class Channels {
 public:
  /// So many; 1 is mono and 2 is stereo.
  constexpr Channels(std::uint32_t count = 0) noexcept : count_(count) {}  // NOLINT: as a number
  /// One for each of these speakers, whatever order they are listed in.
  constexpr Channels(std::initializer_list<Speaker> speakers) noexcept {
    for (const Speaker speaker : speakers) mask_ |= bit(speaker);
    count_ = static_cast<std::uint32_t>(std::popcount(mask_));
  }
  /// Ambisonics of `order` 0..7: (order + 1)² channels in the order of their ACN, normalized as
  /// SN3D (AmbiX: Nachbar, Zotter, Deleflie, Sontacchi: AmbiX, a suggested Ambisonics format,
  /// 2011).
  static constexpr Channels ambisonic(std::uint32_t order) noexcept {
    Channels channels((order + 1) * (order + 1));
    channels.order_ = static_cast<std::int8_t>(order);
    return channels;
  }

  constexpr operator std::uint32_t() const noexcept { return count_; }  // NOLINT: as a number
  [[nodiscard]] constexpr std::uint32_t count() const noexcept { return count_; }

  /// Bit n: the speaker of value n. 0 where they are not known. Mono is the center.
  [[nodiscard]] constexpr std::uint64_t speaker_mask() const noexcept {
    if (mask_ != 0 || order_ >= 0) return mask_;
    if (count_ == 1) return bit(Speaker::center);
    return count_ == 2 ? bit(Speaker::left) | bit(Speaker::right) : 0;
  }
  /// The speaker of channel `index`, if it is known.
  [[nodiscard]] constexpr std::optional<Speaker> speaker(std::size_t index) const noexcept {
    std::uint64_t mask = speaker_mask();
    for (; mask != 0 && index > 0; --index) mask &= mask - 1;
    if (mask == 0) return std::nullopt;
    return static_cast<Speaker>(std::countr_zero(mask));
  }
  /// The index of the channel of `speaker`, if there is one.
  [[nodiscard]] constexpr std::optional<std::size_t> find(Speaker speaker) const noexcept {
    const std::uint64_t mask = speaker_mask();
    if ((mask & bit(speaker)) == 0) return std::nullopt;
    return static_cast<std::size_t>(std::popcount(mask & (bit(speaker) - 1)));
  }
  [[nodiscard]] constexpr std::optional<std::uint32_t> ambisonic_order() const noexcept {
    if (order_ < 0) return std::nullopt;
    return static_cast<std::uint32_t>(order_);
  }
  /// Whether what the channels are is known, and not only how many there are.
  [[nodiscard]] constexpr bool is_named() const noexcept {
    return order_ >= 0 || speaker_mask() != 0;
  }

 private:
  static constexpr std::uint64_t bit(Speaker speaker) noexcept {
    return std::uint64_t{1} << static_cast<unsigned>(speaker);
  }

  std::uint64_t mask_ = 0;
  std::uint32_t count_ = 0;
  std::int8_t order_ = -1;  ///< of ambisonics; -1: none
};

/// The usual sets. Names: ear level, LFE, height.
namespace channels {

inline constexpr Channels lcr = {Speaker::left, Speaker::right, Speaker::center};
inline constexpr Channels quad = {Speaker::left, Speaker::right, Speaker::left_surround,
                                  Speaker::right_surround};
inline constexpr Channels surround_5_0 = {Speaker::left, Speaker::right, Speaker::center,
                                          Speaker::left_surround, Speaker::right_surround};
inline constexpr Channels surround_5_1 = {Speaker::left,          Speaker::right,
                                          Speaker::center,        Speaker::lfe,
                                          Speaker::left_surround, Speaker::right_surround};
inline constexpr Channels surround_7_0 = {
    Speaker::left,           Speaker::right,     Speaker::center,    Speaker::left_surround,
    Speaker::right_surround, Speaker::left_side, Speaker::right_side};
inline constexpr Channels surround_7_1 = {
    Speaker::left,          Speaker::right,          Speaker::center,    Speaker::lfe,
    Speaker::left_surround, Speaker::right_surround, Speaker::left_side, Speaker::right_side};
inline constexpr Channels surround_5_1_4 = {Speaker::left,           Speaker::right,
                                            Speaker::center,         Speaker::lfe,
                                            Speaker::left_surround,  Speaker::right_surround,
                                            Speaker::top_front_left, Speaker::top_front_right,
                                            Speaker::top_rear_left,  Speaker::top_rear_right};
inline constexpr Channels surround_7_1_2 = {
    Speaker::left,          Speaker::right,          Speaker::center,    Speaker::lfe,
    Speaker::left_surround, Speaker::right_surround, Speaker::left_side, Speaker::right_side,
    Speaker::top_side_left, Speaker::top_side_right};
inline constexpr Channels surround_7_1_4 = {Speaker::left,           Speaker::right,
                                            Speaker::center,         Speaker::lfe,
                                            Speaker::left_surround,  Speaker::right_surround,
                                            Speaker::left_side,      Speaker::right_side,
                                            Speaker::top_front_left, Speaker::top_front_right,
                                            Speaker::top_rear_left,  Speaker::top_rear_right};

}  // namespace channels

}  // namespace attacca
