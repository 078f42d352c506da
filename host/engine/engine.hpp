// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

#include "attacca/base/result.hpp"
#include "host/base/main_loop.hpp"
#include "host/engine/audio_relay.hpp"
#include "host/engine/block_cutter.hpp"
#include "host/engine/track.hpp"
#include "host/engine/wav_recorder.hpp"
#include "host/plugin/callback_timing.hpp"
#include "host/profile/host_profile.hpp"

namespace attacca::host {

struct EngineOptions {
  double sample_rate = 48000.0;
  std::uint32_t block_frames = 512;  ///< 1..8192
  std::uint32_t channels = 2;        ///< Of every track and of the mix; 1..64.
  double seconds = 0.0;              ///< Ends by itself after this long; 0 = until stop().
  bool goes_on = false;              ///< Plays on after `seconds`, unrecorded, until stop().
  /// As fast as possible instead of in real time; waits for the disk and for plugins that restart.
  bool free_wheel = false;
  double tempo = 120.0;           ///< Quarter notes per minute.
  bool rolling = true;            ///< Transport plays.
  bool realtime_priority = true;  ///< Ask for SCHED_FIFO (Windows: time critical); goes on without.
  /// Whose block sizes and audio threads to imitate.
  HostProfile profile = {};
};

struct EngineReport {
  std::uint64_t callbacks = 0;
  std::uint64_t frames = 0;
  TimingSummary callback;             ///< Whole callbacks: all tracks together.
  std::uint64_t skipped_periods = 0;  ///< Periods that passed while a callback was late.
  std::uint64_t own_offences = 0;     ///< The engine's own allocations, locks …; must be 0.
  bool had_realtime_priority = false;
};

class Strip;  // A track as the audio thread sees it; see strip.hpp.

/// Plays tracks through their plugins on an audio thread of its own: one callback per period of
/// block_frames / sample_rate seconds, started at absolute times; a callback that ends after its
/// period is late. While a visitor (PluginInstance::invite) keeps a callback, its clock stands
/// still.
class Engine {
 public:
  explicit Engine(MainLoop& loop, EngineOptions options = {});
  ~Engine();  ///< Stops.
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  [[nodiscard]] const EngineOptions& options() const noexcept { return options_; }

  /// Only while stopped. The reference lives as long as the engine. [main]
  Track& add_track(TrackInfo info);
  [[nodiscard]] const std::vector<std::unique_ptr<Track>>& tracks() const noexcept {
    return tracks_;
  }
  /// Where the mix of all tracks goes. Before start(). [main]
  void set_recorder(std::unique_ptr<WavRecorder> recorder) { recorder_ = std::move(recorder); }

  /// Activates every plugin and starts the audio thread; the main loop must run from here on.
  /// Tracks whose plugins have less latency than others are held back, so that all sound together;
  /// for a latency that changes later, they are not. [main] Errors: an option out of range, notes
  /// that come back to their track, a plugin that refuses to activate (all are inactive then).
  [[nodiscard]] Result<void> start();
  /// Ends the audio thread, stops and deactivates the plugins, closes the recorder. [main]
  /// Errors: those of WavRecorder::finish().
  Result<void> stop();
  /// Like stop(), but the next start() goes on where this one ended: position, clips, recorder and
  /// counts stay. [main]
  void pause();
  /// Free-wheeling, the audio thread waits before a block that begins at or after `frame`, until a
  /// later one is named; so the main thread can act at an exact place in the audio. [any]
  void hold_at(std::uint64_t frame) noexcept { hold_.store(frame, std::memory_order_release); }
  [[nodiscard]] bool is_running() const noexcept { return running_; }
  /// Whether options().seconds have been played. [any]
  [[nodiscard]] bool is_finished() const noexcept {
    return finished_.load(std::memory_order_acquire);
  }
  /// Frames played so far. [any]
  [[nodiscard]] std::uint64_t position() const noexcept {
    return position_.load(std::memory_order_acquire);
  }
  /// Number of blocks whose callbacks have ended. Two more than at a publish: at least one callback
  /// began after it. [any]
  [[nodiscard]] std::uint64_t callbacks() const noexcept {
    return callbacks_.load(std::memory_order_acquire);
  }
  [[nodiscard]] EngineReport report() const noexcept;  ///< [any]
  /// Durations of whole callbacks: all tracks together. [any]
  [[nodiscard]] const CallbackTiming& timing() const noexcept { return timing_; }

 private:
  [[nodiscard]] Result<void> activate_all();
  /// Makes the strips, leads the notes from one to the other and makes up for latencies.
  [[nodiscard]] Result<void> make_strips();
  void deactivate_all();
  void audio_main() noexcept;
  /// Free-wheeling: until the recorder has room, no plugin is restarting and no hold stands in the
  /// way. [audio]
  void wait_for_leave(std::uint32_t frames) noexcept;
  /// One period, in as many blocks as the profile cuts it into, on the thread whose turn it is.
  void play_period(std::uint32_t frames, std::uint64_t deadline_ns) noexcept;
  void play_block(std::uint32_t frames, std::uint64_t deadline_ns, std::int64_t system_ns) noexcept;
  [[nodiscard]] std::uint32_t announced_frames() const noexcept;
  void mix(std::uint32_t frames) noexcept;
  void record(std::uint32_t frames) noexcept;
  [[nodiscard]] std::uint32_t next_frames() const noexcept;
  /// Frames until `seconds` are over; UINT64_MAX when they are not limited. [audio]
  [[nodiscard]] std::uint64_t frames_left() const noexcept;
  void restart_wanting();

  MainLoop& loop_;
  EngineOptions options_;
  std::vector<std::unique_ptr<Track>> tracks_;
  std::vector<std::unique_ptr<Strip>> strips_;
  std::vector<Strip*> play_order_;  ///< Those whose notes others get come first.
  std::unique_ptr<WavRecorder> recorder_;
  std::vector<float> mix_samples_;
  std::vector<float*> mix_;
  std::thread thread_;
  MainLoop::Id hook_ = 0;
  bool running_ = false;
  bool restarting_ = false;
  std::unique_ptr<AudioRelay> relay_;  ///< Where the profile has two audio threads.
  BlockCutter cutter_;
  bool paused_ = false;
  std::atomic<bool> stop_{false};
  std::atomic<bool> audio_ended_{false};
  std::atomic<bool> finished_{false};
  std::atomic<bool> realtime_priority_{false};
  std::atomic<std::uint64_t> position_{0};
  std::atomic<std::uint64_t> callbacks_{0};
  std::atomic<std::uint64_t> hold_{UINT64_MAX};
  std::atomic<std::uint64_t> skipped_{0};
  std::uint64_t visited_ns_ = 0;  ///< In the period that is played. Audio thread only.
  CallbackTiming timing_;
  RealtimeOffences own_offences_;
};

}  // namespace attacca::host
