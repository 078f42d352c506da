// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "abi/clap/events.hpp"
#include "attacca/params/param_set.hpp"
#include "attacca/transport.hpp"
#include "params/param_events.hpp"

namespace attacca::clap_wrapper {

/// The parameter events in a host's list; everything else is passed over. A time that goes
/// backwards counts as the one before it, so that the list's order holds. [audio, or main while
/// inactive]
class EventSource final : public core::ParamEventSource {
 public:
  EventSource(const clap::InputEvents* events, const ParamSet& params) noexcept;
  bool next(core::ParamEvent& event) noexcept override;

 private:
  const clap::InputEvents* events_;
  const ParamSet& params_;
  std::uint32_t index_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t latest_frame_ = 0;
};

/// Sends what the plugin reports, in order of time and within the block. A null list has no room.
/// [audio, or main while inactive]
class EventSink final : public core::ParamEventSink {
 public:
  /// With 0 frames everything happens at frame 0.
  EventSink(const clap::OutputEvents* events, std::uint32_t frames) noexcept
      : events_(events), last_frame_(frames == 0 ? 0 : frames - 1) {}
  bool value(std::uint32_t frame, const Param& param, double normalized) noexcept override;

 private:
  const clap::OutputEvents* events_;
  std::uint32_t last_frame_;
  std::uint32_t latest_frame_ = 0;
};

/// Where the song is, from the host's event; null means that it does not say. [audio]
[[nodiscard]] Transport to_transport(const clap::EventTransport* event) noexcept;

}  // namespace attacca::clap_wrapper
