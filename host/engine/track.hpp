// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "host/engine/audio_clip.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/plugin/track_info.hpp"

namespace attacca::host {

/// On which thread plugins are notified of a change. Good hosts use the main thread.
enum class SendFrom : std::uint8_t { main_thread, worker_thread };

/// A channel strip: what it is called, what it plays and the plugins it plays through. [main]
class Track {
 public:
  explicit Track(TrackInfo info) : info_(std::move(info)) {}

  [[nodiscard]] const TrackInfo& info() const noexcept { return info_; }

  /// Takes the instance to the chain's end and sends it the track, as DAWs do when a plugin is
  /// put on a track. Only while the engine does not run.
  PluginInstance& add(std::unique_ptr<PluginInstance> instance);
  [[nodiscard]] const std::vector<std::unique_ptr<PluginInstance>>& chain() const noexcept {
    return chain_;
  }

  /// Changes what the track is and notifies every plugin on it; may be called while audio runs.
  /// With `partial` only changed fields are sent where the format allows. Returns how many plugins
  /// were notified. From `worker_thread`, a short-lived thread makes the calls and is joined.
  std::size_t change(const TrackInfo& info, bool partial = false,
                     SendFrom from = SendFrom::main_thread);

  /// What the track plays, at the engine's rate; silence when there is none. Before start().
  void set_clip(AudioClip clip, bool loop) {
    clip_ = std::move(clip);
    loops_ = loop;
  }
  [[nodiscard]] const AudioClip& clip() const noexcept { return clip_; }
  [[nodiscard]] bool loops() const noexcept { return loops_; }

 private:
  std::size_t send(const TrackInfoMessage& message);

  TrackInfo info_;
  AudioClip clip_;
  bool loops_ = false;
  std::vector<std::unique_ptr<PluginInstance>> chain_;
};

}  // namespace attacca::host
