// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What process() and initialize() may ask and say besides audio and parameters:
//
//     if (context.track_info_changed()) follow(context.track_info());
//     if (const auto tempo = context.transport().tempo) period = 60.0 / *tempo;
//     for (const attacca::Event& event : context.events()) voices_.handle(event);
//     context.set_latency(lookahead_);  // samples; in initialize() too
//
// ProcessContext: audio thread, inside process(). InitContext: main thread, inside initialize().
// All of it bounded, without locks and allocation. One callback sees one track info.

#include <cstdint>
#include <span>
#include <type_traits>

#include "attacca/audio_layout.hpp"
#include "attacca/event.hpp"
#include "attacca/host_clock.hpp"
#include "attacca/param_curve.hpp"
#include "attacca/track_info.hpp"
#include "attacca/transport.hpp"

namespace attacca {

namespace detail {
/// Where the host says the transport is. Translated when the plugin looks, as most never do.
class TransportSource {
 public:
  [[nodiscard]] virtual Transport read() const noexcept = 0;

 protected:
  ~TransportSource() = default;
};

/// Where a plugin's events go.
class EventOutput {
 public:
  /// `event` is valid but for its frame, which counts from the beginning of the callback. [audio]
  virtual Sent send(const Event& event) noexcept = 0;

 protected:
  ~EventOutput() = default;
};

/// Work that may be done on several threads at a time.
struct ParallelJob {
  void* task;
  void (*run)(void* task, std::uint32_t index) noexcept;
};

/// The host's threads.
class ThreadPool {
 public:
  /// Does the job for 0 … count - 1 and returns when all are done; false: it has done nothing.
  /// [audio]
  virtual bool run(std::uint32_t count, const ParallelJob& job) noexcept = 0;

 protected:
  ~ThreadPool() = default;
};

/// What the framework lays out for one call of Plugin::process().
class ProcessFacts {
 public:
  /// Begins a part of a callback: `source` (null: the host says nothing) describes one of its
  /// frames, this part begins `frames` later; below 0: earlier. [audio]
  void set_transport(const TransportSource* source, std::int64_t frames) noexcept {
    transport_source_ = source;
    transport_frames_ = frames;
    transport_known_ = false;
  }
  /// [audio]
  [[nodiscard]] const Transport& transport() noexcept {
    if (!transport_known_) read_transport();
    return transport_;
  }

  const TrackInfo* track_info = nullptr;
  bool track_info_changed = false;
  double sample_rate = 48000.0;
  ProcessMode mode = ProcessMode::realtime;
  HostClock clock;  ///< at the callback's first frame
  std::uint32_t latency = 0;
  std::uint32_t voices = 0;    ///< that can sound now
  std::uint32_t news = 0;      ///< HostNews for the host
  ThreadPool* pool = nullptr;  ///< null: there are no other threads

  std::span<const Event> events;
  std::uint32_t dropped_events = 0;
  EventOutput* output = nullptr;   ///< null: nobody listens
  std::uint32_t note_outputs = 0;  ///< how many note ports go out
  std::uint32_t piece_from = 0;    ///< frames of the callback before this part of it
  std::uint32_t piece_frames = 0;
  bool points_are_lines = false;

  /// As ProcessContext says. [audio]
  [[nodiscard]] HostClock clock_here() const noexcept;
  Sent send(const Event& event) noexcept;
  Sent end_note(std::uint32_t frame, const NoteAddress& note) noexcept;
  void run_parallel(std::uint32_t count, const ParallelJob& job) noexcept;
  void request_restart() noexcept;

 private:
  void read_transport() noexcept;

  const TransportSource* transport_source_ = nullptr;
  std::int64_t transport_frames_ = 0;
  bool transport_known_ = false;
  Transport transport_;
};

/// What one call of Plugin::initialize() leaves behind.
struct InitFacts {
  std::uint32_t latency = 0;
  std::uint32_t tail = 0;
  bool tail_is_declared = false;
  std::uint32_t voices = 0;
};
}  // namespace detail

/// What Plugin::process() may know and ask. All members [audio], inside process() only; every one
/// is bounded, without locks and without allocation.
class ProcessContext {
 public:
  explicit ProcessContext(detail::ProcessFacts& facts) noexcept : facts_(facts) {}
  ProcessContext(const ProcessContext&) = delete;
  ProcessContext& operator=(const ProcessContext&) = delete;

  [[nodiscard]] const Transport& transport() const noexcept { return facts_.transport(); }

  /// The host's clocks at the first frame of this buffer.
  [[nodiscard]] HostClock clock() const noexcept { return facts_.clock_here(); }

  /// The newest track info that was known when the host's callback began. The record stays as it is
  /// until that callback returns, also across the blocks it is split into.
  [[nodiscard]] const TrackInfo& track_info() const noexcept { return *facts_.track_info; }

  /// True in the first block that sees a new track_info().
  [[nodiscard]] bool track_info_changed() const noexcept { return facts_.track_info_changed; }

  /// What happens within this buffer, in the order of frames: what the plugin has note ports for,
  /// and the values of parameters. Empty for a plugin without note ports whose blocks are split at
  /// parameters.
  [[nodiscard]] std::span<const Event> events() const noexcept { return facts_.events; }

  /// How a parameter moves within this buffer. It only moves in plugins whose blocks are not split
  /// at parameters; value() is the last of its values there.
  [[nodiscard]] ParamCurve curve(const Param& param) const noexcept {
    return {param, facts_.events, facts_.piece_frames, facts_.points_are_lines};
  }

  /// How many events of this buffer were dropped, as more came at its last frame than there is room
  /// for (PluginInfo::event_room). Notes do not hang: where the end of one had to be dropped, the
  /// last event ends them all.
  [[nodiscard]] std::uint32_t dropped_events() const noexcept { return facts_.dropped_events; }

  /// Sends an event at its frame of this buffer. In the order of frames: what comes late is sent at
  /// the frame that was reached. Values and modulation of parameters are not for plugins to send,
  /// so a note effect may hand on all that it does not know. An error says what became of it.
  Sent send(const Event& event) noexcept { return facts_.send(event); }

  /// The voice of this note is silent from `frame` of this buffer on: sent to the host whether or
  /// not the plugin has a note output, as the note came by an input.
  Sent end_note(std::uint32_t frame, const NoteAddress& note) noexcept {
    return facts_.end_note(frame, note);
  }

  /// Of this buffer; at least 1.
  [[nodiscard]] std::uint32_t frames() const noexcept { return facts_.piece_frames; }

  [[nodiscard]] double sample_rate() const noexcept { return facts_.sample_rate; }  ///< Hz
  [[nodiscard]] ProcessMode mode() const noexcept { return facts_.mode; }

  /// Reports a new latency in samples to the host, which takes it when it next restarts the plugin.
  void set_latency(std::uint32_t samples) noexcept { facts_.latency = samples; }

  /// Reports how many voices can sound from now on: 1 … PluginInfo::voices, which is what holds
  /// until another number is set. Hosts that modulate voices ask.
  void set_voices(std::uint32_t voices) noexcept { facts_.voices = voices; }

  /// Asks for Plugin::deactivate() and Plugin::initialize(): the host calls them when it can, or
  /// never.
  void request_restart() noexcept { facts_.request_restart(); }

  /// Calls `task` for each index of 0 … count - 1, in any order, several at a time where the host
  /// has threads to spare, and returns when all are done. Each call is under the rules of the audio
  /// thread, and shares nothing with the others that one of them writes; the context is not theirs.
  /// Only CLAP has hosts that lend threads, to plugins with PluginInfo::thread_pool; everywhere
  /// else the calls come one after the other.
  ///
  ///     context.run_parallel(kVoices, [&](std::uint32_t i) noexcept { voices_[i].render(out_[i]);
  ///     });
  template <typename Task>
    requires std::is_nothrow_invocable_v<Task&, std::uint32_t>
  void run_parallel(std::uint32_t count, Task&& task) noexcept {
    using Kept = std::remove_reference_t<Task>;
    // Only ever called as what it was.
    void* const kept = const_cast<void*>(static_cast<const void*>(&task));
    facts_.run_parallel(count, {kept, [](void* self, std::uint32_t index) noexcept {
                                  (*static_cast<Kept*>(self))(index);
                                }});
  }

 private:
  detail::ProcessFacts& facts_;
};

/// What Plugin::initialize() may ask. While inactive. All members [main].
class InitContext {
 public:
  explicit InitContext(detail::InitFacts& facts) noexcept : facts_(facts) {}
  InitContext(const InitContext&) = delete;
  InitContext& operator=(const InitContext&) = delete;

  /// The latency in samples that was set last, here or in process(); 0 at first. It holds over
  /// activations until another one is set.
  [[nodiscard]] std::uint32_t latency() const noexcept { return facts_.latency; }

  /// The delay in samples that the plugin adds with this configuration.
  void set_latency(std::uint32_t samples) noexcept { facts_.latency = samples; }

  /// How long sound goes on after the input has gone quiet, samples: hosts ask before the first
  /// block, to know how much of a bounce comes after its end. It holds for every block for which
  /// process() says ProcessStatus::normal(); tail() and keep_alive() replace it.
  void set_tail(std::uint32_t samples) noexcept {
    facts_.tail = samples;
    facts_.tail_is_declared = true;
  }
  /// The tail has no end.
  void set_endless_tail() noexcept { set_tail(UINT32_MAX); }

  /// As ProcessContext::set_voices() says.
  void set_voices(std::uint32_t voices) noexcept { facts_.voices = voices; }

 private:
  detail::InitFacts& facts_;
};

}  // namespace attacca
