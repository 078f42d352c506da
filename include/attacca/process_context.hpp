// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What process() and initialize() may ask and say besides audio and parameters:
//
//     if (context.track_info_changed()) follow(context.track_info());
//     if (const auto tempo = context.transport().tempo) period = 60.0 / *tempo;
//     context.set_latency(lookahead_);  // samples; in initialize() too
//
// ProcessContext: audio thread, inside process(). InitContext: main thread, inside initialize().
// All of it bounded, without locks and allocation. One callback sees one track info.

#include <cstdint>

#include "attacca/audio_layout.hpp"
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

/// What the framework lays out for one call of Plugin::process().
class ProcessFacts {
 public:
  /// Begins a part of a callback: `source` (null: the host says nothing) describes the callback's
  /// first frame, this part begins `frames` later. [audio]
  void set_transport(const TransportSource* source, std::uint32_t frames) noexcept {
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
  std::uint32_t latency = 0;

 private:
  void read_transport() noexcept;

  const TransportSource* transport_source_ = nullptr;
  std::uint32_t transport_frames_ = 0;
  bool transport_known_ = false;
  Transport transport_;
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

  /// The newest track info that was known when the host's callback began. The record stays as it is
  /// until that callback returns, also across the blocks it is split into.
  [[nodiscard]] const TrackInfo& track_info() const noexcept { return *facts_.track_info; }

  /// True in the first block that sees a new track_info().
  [[nodiscard]] bool track_info_changed() const noexcept { return facts_.track_info_changed; }

  [[nodiscard]] double sample_rate() const noexcept { return facts_.sample_rate; }  ///< Hz
  [[nodiscard]] ProcessMode mode() const noexcept { return facts_.mode; }

  /// Reports a new latency in samples to the host, which takes it when it next restarts the plugin.
  void set_latency(std::uint32_t samples) noexcept { facts_.latency = samples; }

 private:
  detail::ProcessFacts& facts_;
};

/// What Plugin::initialize() may ask. While inactive. All members [main].
class InitContext {
 public:
  explicit InitContext(std::uint32_t& latency) noexcept : latency_(latency) {}

  /// The delay in samples that the plugin adds with this configuration.
  void set_latency(std::uint32_t samples) noexcept { latency_ = samples; }

 private:
  std::uint32_t& latency_;
};

}  // namespace attacca
