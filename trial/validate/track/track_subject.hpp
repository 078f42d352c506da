// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/engine/track_witness.hpp"
#include "host/plugin/track_info.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/playback.hpp"

namespace attacca::validate {

/// A track with this name and colour, 0xrrggbb, and nothing else.
[[nodiscard]] host::TrackInfo track(std::string name, std::uint32_t color = 0x3366cc);

/// "Bass" #3366cc, as messages show a track. Control characters and bytes above 0x7f are escaped.
[[nodiscard]] std::string text_of(const host::TrackInfo& info);

/// What a plugin has to know after it received `now`, when it knew `before`: CLAP's answer is
/// whole, a VST3 list leaves alone what it does not name.
[[nodiscard]] host::TrackInfo merged(const host::TrackInfo& before, const host::TrackInfo& now,
                                     host::PluginFormat format);

/// An instance on a track of its own: sent its properties, and asked by its read-only parameters
/// what it saw (docs/track-info.md). All members [main].
class TrackSubject {
 public:
  using Side = host::TrackWitness::Side;

  /// Ends the check, as one that does not apply, where the plugin receives no track info under
  /// this profile or does not report what it saw.
  explicit TrackSubject(CheckContext& context, Side side = Side::audio);

  [[nodiscard]] host::PluginInstance& instance() noexcept { return *instance_; }
  [[nodiscard]] host::TrackWitness& witness() noexcept { return witness_; }
  [[nodiscard]] Playback& playback() noexcept { return *playback_; }

  /// 48 kHz, blocks of up to 256 frames.
  void activate();
  void start();  ///< Activates where it is not, and starts processing.
  void stop();   ///< Stops processing and deactivates.

  /// Sends all that the host knows.
  void send(const host::TrackInfo& info);
  /// Sends `changed` alone where the format can; what else was sent is still true.
  void send_part(const host::TrackInfo& changed);
  /// Takes note of what was sent from somewhere else, such as another thread.
  void note_sent(const host::TrackInfo& info);

  /// One block on this thread.
  void block(std::uint32_t frames = 64);
  /// Takes over what the plugin reported, and reads it.
  [[nodiscard]] std::optional<std::uint32_t> digest();
  [[nodiscard]] std::optional<std::uint32_t> updates();
  [[nodiscard]] std::optional<std::uint32_t> revision();

  /// All that the plugin has to know now.
  [[nodiscard]] const host::TrackInfo& known() const noexcept { return known_; }
  /// The digests that mean `info`.
  [[nodiscard]] std::vector<std::uint32_t> digests_of(const host::TrackInfo& info) const;
  /// Whether the side saw `info` last.
  [[nodiscard]] bool shows(const host::TrackInfo& info);

  /// Fails unless the side saw last what was sent last; `when` ends the message. The callback
  /// that had to see it has ended.
  bool expect_shown(std::string_view when);
  /// Turns the main loop until the side has seen what was sent last; fails after 5 s. For editors.
  bool expect_shown_soon(std::string_view when);

 private:
  [[nodiscard]] std::string what_is_shown();
  void take_turn();

  CheckContext& context_;
  Side side_;
  WatchedInstance instance_;
  host::TrackWitness witness_;
  std::unique_ptr<Playback> playback_;
  host::TrackInfo known_;
  std::vector<host::TrackInfo> sent_;  ///< The last ones, to say what an old value was.
};

}  // namespace attacca::validate
