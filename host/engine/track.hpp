// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "host/engine/audio_clip.hpp"
#include "host/engine/note_clip.hpp"
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
  /// were notified, and in `reached`, unless it is null, whether each of the chain was. From
  /// `worker_thread`, a short-lived thread makes the calls and is joined.
  std::size_t change(const TrackInfo& info, bool partial = false,
                     SendFrom from = SendFrom::main_thread, std::vector<bool>* reached = nullptr);

  /// What the track plays, at the engine's rate; silence when there is none. Before start().
  void set_clip(AudioClip clip, bool loop) {
    clip_ = std::move(clip);
    loops_ = loop;
  }
  [[nodiscard]] const AudioClip& clip() const noexcept { return clip_; }
  [[nodiscard]] bool loops() const noexcept { return loops_; }

  /// Notes and MIDI for the chain, sorted. They begin at its first plugin; one without note ports
  /// is passed by, one with a note output sends what it makes of them to the next, and one that has
  /// only an input keeps them. Before start().
  void set_notes(NoteClip notes) { notes_ = std::move(notes); }
  [[nodiscard]] const NoteClip& notes() const noexcept { return notes_; }

  /// The place of the first plugin of the chain that has a note input; 0 when none has.
  [[nodiscard]] std::size_t note_entry() const;

  /// Has the chain get what `source` sends in the same block, besides its own notes: those that the
  /// last plugin there with a note output sends. Before start(), which refuses tracks in a circle.
  void receive_notes_from(const Track& source) { note_sources_.push_back(&source); }
  [[nodiscard]] std::span<const Track* const> note_sources() const noexcept {
    return note_sources_;
  }
  /// What came to one place of the chain from other plugins, of this track or another.
  struct NoteTraffic {
    std::atomic<std::uint64_t> events{0};  ///< Events that reached it.
    std::atomic<std::uint64_t> lost{0};    ///< Events that found no room on the way.
  };
  /// For each place of the chain. [any]
  [[nodiscard]] const NoteTraffic& note_traffic(std::size_t place) const noexcept {
    return traffic_[place];
  }

  /// What plugins with a second input may be fed there, at the engine's rate; none is at first.
  /// Before start().
  void add_sidechain(AudioClip clip) { sidechains_.push_back(std::move(clip)); }
  /// Feeds side-chain `number` (in the order they were added, from 0) from its beginning, or
  /// nothing; from the next block on. [not audio]
  void play_sidechain(std::optional<std::size_t> number) noexcept {
    const std::uint64_t generation = (sidechain_.load(std::memory_order_relaxed) >> 32) + 1;
    sidechain_.store(generation << 32 | (number ? *number + 1 : 0), std::memory_order_release);
  }
  void set_sidechain_loops(bool loops) noexcept { sidechain_loops_ = loops; }

 private:
  friend class Strip;  // the audio thread's side of the track
  std::vector<bool> send(const TrackInfoMessage& message);

  TrackInfo info_;
  AudioClip clip_;
  bool loops_ = false;
  NoteClip notes_;
  std::vector<const Track*> note_sources_;
  std::deque<NoteTraffic> traffic_;  ///< One for each of the chain.
  std::vector<AudioClip> sidechains_;
  bool sidechain_loops_ = false;
  /// How often play_sidechain() was called, and in the lower half the number + 1; 0: none.
  std::atomic<std::uint64_t> sidechain_{0};
  // The strip's, kept here because strips are made anew when the engine starts.
  std::uint64_t sidechain_seen_ = 0;
  std::uint64_t sidechain_began_ = 0;  ///< Frame of the engine.
  std::vector<std::unique_ptr<PluginInstance>> chain_;
};

}  // namespace attacca::host
