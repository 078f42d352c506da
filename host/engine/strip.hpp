// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "host/engine/delay_line.hpp"
#include "host/engine/note_buffer.hpp"
#include "host/engine/track.hpp"
#include "host/plugin/port_memory.hpp"
#include "host/plugin/transport.hpp"

namespace attacca::host {

/// One plugin's place in a strip. The state says whose it is: the main thread may touch the
/// instance's life cycle only in `parked` and `refused`.
struct Slot {
  enum class State : std::uint8_t {
    starting,     ///< Audio thread: start processing at the next period.
    running,      ///< Audio thread: process.
    refused,      ///< The plugin did not start; audio passes it by.
    park_wanted,  ///< Audio thread: stop processing.
    parked,       ///< Main thread: may deactivate; audio passes it by.
  };

  /// `has_listeners`: others may get the notes that it sends.
  Slot(PluginInstance& plugin, std::uint32_t max_frames, bool has_listeners);
  ~Slot();
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;

  PluginInstance& instance;
  PortMemory memory;
  const bool takes_notes;
  std::unique_ptr<NoteBuffer> sent;  ///< Null: it sends no notes, or nobody listens.
  std::atomic<State> state{State::starting};
};

/// A track as the audio thread sees it.
class Strip {
 public:
  /// The clip is played from `position` frames after its start. `is_source`: other tracks get its
  /// notes. [main]
  Strip(Track& track, std::uint32_t channels, std::uint32_t max_frames, std::uint64_t position = 0,
        bool is_source = false);

  /// Has the chain get the notes of `source`, which is played before it in each block. [main]
  void listen_to(Strip& source);
  /// Frames by which the chain's sound, and the notes that it gets, are late. While active. [main]
  [[nodiscard]] std::uint32_t latency() const;
  /// Holds the output back for so many frames. Allocates. [main]
  void delay(std::uint32_t frames);

  /// Plays one block of the clip through the chain; the result is in output(). Returns how long
  /// visitors stayed in it: nanoseconds by which the deadline has moved. [audio]
  std::uint64_t play(std::uint32_t frames, const Transport& transport, std::int64_t steady_frames,
                     std::uint64_t deadline_ns) noexcept;
  /// Whether a plugin waits for the main thread to activate it again; parks those that are to be
  /// parked. A rendering that has time waits for it instead of passing the plugin by. [audio]
  bool is_restarting() noexcept;
  /// Whether there is room for what the plugins of a block may send. [audio]
  [[nodiscard]] bool has_room_for_notes() noexcept;
  /// Stops every plugin that runs. [audio]
  void stop() noexcept;

  /// The notes that the track sent in this block; see Track::receive_notes_from(). [audio]
  [[nodiscard]] std::span<const NoteEvent> sent() const noexcept { return sent_; }
  [[nodiscard]] const std::vector<float*>& output() const noexcept { return channels_; }
  [[nodiscard]] std::vector<std::unique_ptr<Slot>>& slots() noexcept { return slots_; }

 private:
  void read_clip(std::uint32_t frames) noexcept;
  /// The notes of the block. What a block has no room for begins the next one.
  [[nodiscard]] std::span<const NoteEvent> read_notes(std::uint32_t frames,
                                                      std::uint64_t position) noexcept;
  /// Frames by which the notes that it sends are late. [main]
  [[nodiscard]] std::uint32_t note_latency() const;
  [[nodiscard]] std::uint32_t source_latency() const;
  /// Whether there is one; it lies in sidechain_ then.
  bool read_sidechain(std::uint32_t frames, std::uint64_t position) noexcept;
  /// Whether the slot's plugin is to process now; makes the state changes that are audio's to make.
  static bool is_ready(Slot& slot) noexcept;

  Track& track_;
  std::uint64_t clip_position_ = 0;
  std::size_t next_note_ = 0;
  std::vector<NoteEvent> block_notes_;
  std::vector<Strip*> sources_;
  std::unique_ptr<NoteBuffer> received_;  ///< The track's own notes and those of its sources.
  std::span<const NoteEvent> sent_;
  DelayLine delay_;
  std::vector<float> samples_;
  std::vector<float*> channels_;
  std::vector<float> sidechain_samples_;  ///< Empty when the track has no side-chain.
  std::vector<float*> sidechain_;
  std::vector<std::unique_ptr<Slot>> slots_;
};

}  // namespace attacca::host
