// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "attacca/audio_layout.hpp"
#include "attacca/detail/around_process.hpp"
#include "attacca/detail/plugin_entry.hpp"
#include "attacca/plugin.hpp"
#include "core/block.hpp"
#include "core/channel_router.hpp"
#include "core/channel_views.hpp"
#include "core/event_queue.hpp"
#include "core/host_services.hpp"
#include "core/track_info_hub.hpp"
#include "core/track_observer.hpp"
#include "params/echoes.hpp"
#include "params/param_store.hpp"

namespace attacca::core {

/// All that process() touches, and the flag that says whether somebody is in there. The audio
/// thread never waits for the flag: whoever finds it taken leaves a note instead.
class AudioSide {
 public:
  /// The arguments outlive it. `observer`: null but in test builds.
  AudioSide(Plugin& plugin, ParamStore& params, Echoes& echoes, TrackInfoHub& track_info,
            TrackObserver* observer, HostServices& services, const detail::PluginEntry& entry);

  /// Allocates, initializes the plugin and lets callbacks in; false if the plugin refuses. Waits
  /// for a callback in progress. May throw what the plugin throws. While inactive. [main]
  bool start(const AudioLayout& layout, const BufferConfig& config);
  /// Waits for a callback in progress, then ends the plugin's work. [main]
  void stop() noexcept;
  [[nodiscard]] bool running() const noexcept { return running_.load(std::memory_order_acquire); }

  /// As Instance says. [audio]
  ProcessStatus process(const Block& block) noexcept;
  void reset() noexcept;
  /// As Instance says. [any]
  void flush(ParamEventSource* in, ParamEventSink* out) noexcept;

  /// Lets an inactive plugin have the newest values now rather than when it starts. [main]
  void settle() noexcept;

  /// Whether a block has been processed since somebody asked last. [any]
  [[nodiscard]] bool take_blocks() noexcept {
    return blocks_.exchange(false, std::memory_order_relaxed);
  }

  /// [any]
  [[nodiscard]] std::uint32_t latency() const noexcept {
    return latency_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint32_t tail() const noexcept {
    return tail_.load(std::memory_order_relaxed);
  }
  /// How many can sound at present. [any]
  [[nodiscard]] std::uint32_t voices() const noexcept {
    return voices_.load(std::memory_order_relaxed);
  }
  /// What process() has reported to the host since the last time: HostNews. [any]
  [[nodiscard]] std::uint32_t take_news() noexcept {
    return news_.load(std::memory_order_relaxed) == 0
               ? 0
               : news_.exchange(0, std::memory_order_acquire);
  }

 private:
  class Entry;

  ProcessStatus process_inside(const Block& block) noexcept;
  ProcessStatus run(const Block& block) noexcept;
  std::uint32_t take_piece(const Block& block, std::uint32_t at) noexcept;
  ProcessStatus run_piece(const Block& block, std::uint32_t at, std::uint32_t frames) noexcept;
  void take_event(std::uint32_t at, std::uint32_t limit) noexcept;
  void queue_event(std::uint32_t frame) noexcept;
  void finish_events() noexcept;
  [[nodiscard]] bool splits_at(const ParamEvent& event) const noexcept;
  [[nodiscard]] bool splits_at(const Param& param) const noexcept;
  [[nodiscard]] bool wants_events() const noexcept;
  [[nodiscard]] std::uint32_t cut_for(std::uint32_t frame, std::uint32_t at,
                                      std::uint32_t frames) const noexcept;
  void apply(const ParamEvent& event) noexcept;
  void note_all(ParamEventSource* events, bool own) noexcept;
  void make_up_for_lost() noexcept;
  void apply_all(ParamEventSource* events) noexcept;
  void reset_inside() noexcept;
  void note_tail(ProcessStatus status) noexcept;
  void note_latency() noexcept;
  bool note_voices() noexcept;
  void note_news() noexcept;

  Plugin& plugin_;
  ParamStore& params_;
  Echoes& echoes_;
  TrackInfoHub& track_info_;
  TrackObserver* const observer_;
  HostServices& services_;
  const PluginInfo& info_;
  const bool split_at_params_;
  const bool split_at_notes_;
  const std::uint32_t smallest_;  ///< piece, frames

  std::atomic<bool> taken_{false};
  std::atomic<bool> running_{false};
  std::atomic<bool> reset_wanted_{false};
  // Of callbacks that could not get in: events that are for the plugin alone.
  std::atomic<std::uint32_t> lost_events_{0};
  std::atomic<bool> lost_an_end_{false};
  std::atomic<bool> blocks_{false};
  std::atomic<std::uint32_t> latency_{0};
  std::atomic<std::uint32_t> tail_{0};
  std::atomic<std::uint32_t> voices_{0};
  std::atomic<std::uint32_t> news_{0};
  std::uint32_t declared_tail_ = 0;  ///< at activation
  std::uint32_t least_tail_ = 0;     ///< what the framework's own bypass holds back
  bool fresh_ = false;               ///< nothing has been processed since the last reset

  ChannelRouter router_;
  ChannelViews<float> views_;
  const std::unique_ptr<detail::DoublePath> double_path_;  ///< null: floats only
  detail::AroundProcess* const around_;                    ///< the plugin\'s, or null
  std::uint32_t laid_out_from_ = 0;  ///< frames of the block that the router has laid out
  std::uint32_t laid_out_to_ = 0;
  detail::ProcessFacts facts_;

  EventQueue queue_;
  // Of the block: the event that has been read and not used yet.
  ParamEventSource* events_ = nullptr;
  ParamEvent event_;
  bool pending_ = false;
  // Of the block: where the transport is, and the frame for which that holds.
  const detail::TransportSource* transport_ = nullptr;
  std::uint32_t transport_from_ = 0;
};

}  // namespace attacca::core
