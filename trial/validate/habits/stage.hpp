// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "host/engine/block_cutter.hpp"
#include "host/plugin/track_info.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/playback.hpp"

namespace attacca::validate {

/// One plugin that is treated with the habits of a profile, step by step. [main]
class Stage {
 public:
  static constexpr std::uint32_t kFrames = 256;  ///< Of a period.

  /// Makes the instance. Ends the check when that fails.
  Stage(CheckContext& context, const host::HostProfile& profile);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  [[nodiscard]] host::PluginInstance& instance() noexcept { return *instance_; }

  void send(const host::TrackInfo& track) { (void)instance_->send_track_info({track, false, {}}); }
  /// Activates and has the audio thread start processing. Ends the check when the plugin refuses.
  void start(double sample_rate = 48000.0);
  /// Begins to play periods on the audio thread, or on two in turn, and returns.
  void begin(int periods);
  void wait();  ///< For what was begun.
  void play(int periods) {
    begin(periods);
    wait();
  }
  /// Plays silence until the plugin sleeps, at most for two seconds of audio, and then sound again.
  void play_pause();
  void stop();  ///< Stops processing and deactivates.
  /// Turns the main loop for so long.
  void rest(std::chrono::milliseconds time = std::chrono::milliseconds(60));
  /// Gives the plugin the state. False: it refused, which is a broken rule.
  bool load(std::span<const std::byte> state);
  /// Says whether the plugin left the memory around its blocks alone and wrote numbers.
  void check_output();

 private:
  void play_period();

  CheckContext& context_;
  WatchedInstance instance_;
  std::unique_ptr<Playback> playback_;
  host::BlockCutter cutter_;
  std::unique_ptr<AudioThread> audio_[2];
};

/// A track that says everything.
[[nodiscard]] host::TrackInfo whole_track(const std::string& name);

/// A state that differs from a new instance's: every parameter that automation may change, but for
/// switches, stands at a quarter of its way. Empty when the plugin has no state, or does not take
/// back its own. [main]
[[nodiscard]] std::vector<std::byte> make_state(CheckContext& context);

}  // namespace attacca::validate
