// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "abi/clap/events.hpp"
#include "attacca/params/param_set.hpp"
#include "attacca/transport.hpp"
#include "core/param_events.hpp"

namespace attacca::clap_wrapper {

/// The parameter events in a host's list; everything else is passed over. [audio], or [main] while
/// inactive
class EventSource final : public core::ParamEventSource {
 public:
  EventSource(const clap::InputEvents* events, const ParamSet& params) noexcept;
  bool next(core::ParamEvent& event) noexcept override;

 private:
  const clap::InputEvents* events_;
  const ParamSet& params_;
  std::uint32_t index_ = 0;
  std::uint32_t size_ = 0;
};

/// Sends what the plugin reports. [audio], or [main] while inactive
class EventSink final : public core::ParamEventSink {
 public:
  explicit EventSink(const clap::OutputEvents& events) noexcept : events_(events) {}
  bool value(std::uint32_t frame, const Param& param, double normalized) noexcept override;

 private:
  const clap::OutputEvents& events_;
};

/// Where the song is, from the host's event; null means that it does not say. [audio]
[[nodiscard]] Transport to_transport(const clap::EventTransport* event) noexcept;

}  // namespace attacca::clap_wrapper
