// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "attacca/params/param.hpp"
#include "attacca/process_context.hpp"

namespace attacca::core {

/// What a host sends for a frame of the block: a value for a parameter, where the transport is
/// there, or an event that is for the plugin alone.
struct ParamEvent {
  std::uint32_t frame = 0;  ///< 0-based; what lies beyond the block is applied at its end
  Param* param = nullptr;   ///< null: see `transport`, then `other`; the wrapper drops unknown ids
  double normalized = 0.0;  ///< 0..1, may be out of range or NaN as the host sent it
  /// From this frame on. Stays valid until the second event after this one has been asked for.
  const detail::TransportSource* transport = nullptr;
  /// All ranges checked, whatever its own frame. Stays valid until the next one is asked for.
  const Event* other = nullptr;

  /// What is for the plugin alone, or null. Sources that give a parameter leave the rest as it was.
  [[nodiscard]] const Event* for_plugin() const noexcept {
    return param == nullptr && transport == nullptr ? other : nullptr;
  }
  bool modulates = false;  ///< `normalized` is an offset to the value, not a value
};

/// The parameter events of one block in the order of their frames, pulled one by one, so that any
/// number of them costs no memory. [audio, or main while inactive].
class ParamEventSource {
 public:
  virtual ~ParamEventSource() = default;
  /// Fills `event` and returns true, or returns false at the end.
  virtual bool next(ParamEvent& event) noexcept = 0;
};

/// Takes what the plugin itself reports to the host. [audio, or main while inactive].
class ParamEventSink {
 public:
  virtual ~ParamEventSink() = default;
  /// False if the host has no room now: the value is offered again after the next block.
  virtual bool value(std::uint32_t frame, const Param& param, double normalized) noexcept = 0;
  /// The same for a parameter that is also the host's to set: as of a gesture, where formats have
  /// gestures here.
  virtual bool set_by_plugin(std::uint32_t frame, const Param& param, double normalized) noexcept {
    return value(frame, param, normalized);
  }
  /// The begin or the end of a gesture of process(), whose values come by value(). False if the
  /// host has no room now; formats without gestures here have nothing to send.
  virtual bool gesture(std::uint32_t /*frame*/, const Param& /*param*/, bool /*begins*/) noexcept {
    return true;
  }
  /// For what is no parameter's; null where the format or the host takes none.
  [[nodiscard]] virtual detail::EventOutput* events() noexcept { return nullptr; }
};

}  // namespace attacca::core
