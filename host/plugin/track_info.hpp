// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// A colour with 8 bits per component. `alpha` 0 means "no colour" to some hosts and plugins.
struct Color {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  std::uint8_t alpha = 255;
  friend bool operator==(const Color&, const Color&) = default;
};

/// Reads "#rrggbb" or "#rrggbbaa". [main] Errors: anything else, quoted in the message.
[[nodiscard]] Result<Color> parse_color(std::string_view text);

enum class TrackRole : std::uint8_t { track, instrument, bus, return_, input, output, master };

/// A set of roles: a master is often an output too.
class TrackRoles {
 public:
  constexpr TrackRoles() = default;
  constexpr TrackRoles(TrackRole role) noexcept : bits_(bit(role)) {}  // NOLINT: a set of one

  [[nodiscard]] constexpr bool has(TrackRole role) const noexcept {
    return (bits_ & bit(role)) != 0;
  }
  [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
  /// For formats with room for one role: the first that is more special than `track`.
  [[nodiscard]] constexpr TrackRole chief() const noexcept {
    for (auto role = TrackRole::master; role != TrackRole::track;
         role = static_cast<TrackRole>(static_cast<std::uint8_t>(role) - 1)) {
      if (has(role)) return role;
    }
    return TrackRole::track;
  }
  constexpr TrackRoles& operator|=(TrackRoles other) noexcept {
    bits_ = static_cast<std::uint8_t>(bits_ | other.bits_);
    return *this;
  }
  friend constexpr bool operator==(TrackRoles, TrackRoles) = default;

 private:
  static constexpr std::uint8_t bit(TrackRole role) noexcept {
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(role));
  }

  std::uint8_t bits_ = 0;
};

/// "track", "instrument", "bus", "return", "input", "output" or "master". [any]
[[nodiscard]] std::string_view name_of(TrackRole role) noexcept;

/// The reverse of `name_of`. [main] Errors: an unknown word, with the list of known ones.
[[nodiscard]] Result<TrackRole> parse_track_role(std::string_view text);

/// One or more roles, joined by "+" or ",", such as "master+output". [main] Errors: those of
/// parse_track_role().
[[nodiscard]] Result<TrackRoles> parse_track_roles(std::string_view text);

enum class PluginLocation : std::uint8_t { pre_fader = 0, post_fader = 1, panner = 2 };

/// What the host knows of a track and may send to the plugins on it. Absent is not empty: a track
/// named "" has a name.
struct TrackInfo {
  std::optional<std::string> name;  ///< UTF-8
  std::optional<Color> color;
  std::optional<std::uint32_t> index;  ///< Counted from 1.
  std::optional<std::string> uid;
  std::optional<TrackRoles> role;
  std::optional<std::uint32_t> channel_count;
  std::optional<PluginLocation> location;
  std::optional<double> volume;  ///< Factor, 1 = 0 dB.
  std::optional<double> pan;     ///< 0..1, 0.5 is the centre.
  std::optional<bool> mute;
  std::optional<bool> solo;
  std::vector<std::uint8_t> image_png;  ///< Empty: none.
  friend bool operator==(const TrackInfo&, const TrackInfo&) = default;
};

/// One update. `info` is all that the host knows; `partial` limits it to the fields in `changed`
/// for formats that can send a part (VST3 lists). CLAP is always asked for the whole.
struct TrackInfoMessage {
  TrackInfo info;
  bool partial = false;
  TrackInfo changed;  ///< With `partial`: the fields that are present here are sent.
};

/// The fields of `now` that differ from `before`, for partial messages. [any] Allocates.
[[nodiscard]] TrackInfo difference(const TrackInfo& before, const TrackInfo& now);

}  // namespace attacca::host
