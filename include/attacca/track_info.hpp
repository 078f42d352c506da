// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What the host says about the track that the plugin sits on: name, colour, role and more.
//
//     void on_track_info(const attacca::TrackInfo& info) override {
//       if (info.name) rename(info.name->view());   // UTF-8; absent is not empty
//     }
//
// Plain data of fixed size, so that one record crosses threads whole: process() has it in
// ProcessContext::track_info(), editors in EditorContext::track_info(). docs/track-info.md says
// what each host sends.

#include <cstdint>
#include <optional>
#include <type_traits>

#include "attacca/base/color.hpp"
#include "attacca/base/fixed_text.hpp"

namespace attacca {

/// What a track is, as far as its host says. Several can hold at once (a master is also an output).
enum class TrackRole : std::uint8_t {
  track = 1u << 0,
  instrument = 1u << 1,
  bus = 1u << 2,
  return_track = 1u << 3,
  input = 1u << 4,
  output = 1u << 5,
  master = 1u << 6,
};

/// A set of TrackRole. All members [any].
class TrackRoles {
 public:
  constexpr TrackRoles() = default;
  constexpr TrackRoles(TrackRole role) : bits_(static_cast<std::uint8_t>(role)) {}  // NOLINT

  [[nodiscard]] constexpr bool has(TrackRole role) const noexcept {
    return (bits_ & static_cast<std::uint8_t>(role)) != 0;
  }
  [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
  [[nodiscard]] constexpr std::uint8_t bits() const noexcept { return bits_; }
  constexpr TrackRoles& operator|=(TrackRoles other) noexcept {
    bits_ = static_cast<std::uint8_t>(bits_ | other.bits_);
    return *this;
  }
  friend constexpr TrackRoles operator|(TrackRoles a, TrackRoles b) noexcept { return a |= b; }
  friend constexpr bool operator==(TrackRoles, TrackRoles) = default;

 private:
  std::uint8_t bits_ = 0;
};

/// Both roles. [any]
constexpr TrackRoles operator|(TrackRole a, TrackRole b) noexcept {
  return TrackRoles(a) | TrackRoles(b);
}

/// Where the plugin sits in the channel strip.
enum class PluginLocation : std::uint8_t { pre_fader, post_fader, panner };

/// By which of the host's interfaces track info arrived. `none`: nothing has arrived yet.
enum class TrackInfoSource : std::uint8_t {
  none,
  info_listener,     ///< IInfoListener
  context_info,      ///< IContextInfoHandler and IContextInfoProvider
  track_info,        ///< the stable or draft track-info extension
  project_location,  ///< the draft project-location extension
};

/// What the host says about the track that the plugin sits on: the newest known value of each
/// field. An absent field (`nullopt`) was never sent; a name sent as "" is present and empty.
///
/// Trivially copyable and of fixed size, so that one record crosses threads whole. A plugin meets
/// it in ProcessContext::track_info(), Plugin::on_track_info() and
/// EditorContext::track_info(). All members [any].
struct TrackInfo {
  std::optional<FixedText<512>> name;             ///< UTF-8
  std::optional<Color> color;                     ///< alpha is never 0: that is absent
  std::optional<std::int32_t> index;              ///< counts from 1
  std::optional<FixedText<128>> index_namespace;  ///< host's word for its list, host's language
  std::optional<FixedText<128>> uid;              ///< unique within one project at best
  std::optional<std::int64_t> runtime_id;         ///< unique while the host runs
  std::optional<TrackRoles> roles;
  std::optional<PluginLocation> location;
  std::optional<std::int32_t> audio_channel_count;
  std::optional<FixedText<32>> audio_port_type;  ///< "mono", "stereo", "surround", "ambisonic", …
  std::optional<double> volume;                  ///< linear gain factor, 1 = unity
  std::optional<double> pan;                     ///< 0 left, 0.5 centre, 1 right
  std::optional<bool> mute;
  std::optional<bool> solo;
  std::uint64_t revision = 0;  ///< counts changes of this record since the plugin was created
  TrackInfoSource source = TrackInfoSource::none;  ///< where the last change came from

  /// True if both say the same about the track, whoever sent it and however often.
  [[nodiscard]] bool same_content(const TrackInfo& other) const noexcept {
    return name == other.name && color == other.color && index == other.index &&
           index_namespace == other.index_namespace && uid == other.uid &&
           runtime_id == other.runtime_id && roles == other.roles && location == other.location &&
           audio_channel_count == other.audio_channel_count &&
           audio_port_type == other.audio_port_type && volume == other.volume && pan == other.pan &&
           mute == other.mute && solo == other.solo;
  }
};

static_assert(std::is_trivially_copyable_v<TrackInfo>);

}  // namespace attacca
