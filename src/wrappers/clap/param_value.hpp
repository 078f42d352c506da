// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstdint>

#include "abi/clap/events.hpp"
#include "attacca/params/param.hpp"

namespace attacca::clap_wrapper {

// Hosts see 0..1 for continuous parameters, so that their automation lanes follow the parameter's
// own curve, and whole numbers 0..step_count for stepped ones. [any]

[[nodiscard]] inline double clap_maximum(const Param& param) noexcept {
  return static_cast<double>(std::max<std::uint32_t>(param.step_count(), 1));
}

[[nodiscard]] inline double to_clap_value(const Param& param, double normalized) noexcept {
  return normalized * clap_maximum(param);
}

[[nodiscard]] inline double from_clap_value(const Param& param, double value) noexcept {
  return value / clap_maximum(param);
}

/// Sends one value; false if the host has no room. [audio], or [main] while inactive
inline bool push_value(const clap::OutputEvents& out, std::uint32_t frame, const Param& param,
                       double normalized) noexcept {
  const clap::EventParamValue event = {
      .header = {.size = sizeof event,
                 .time = frame,
                 .space_id = clap::kCoreEventSpaceId,
                 .type = clap::EventType::param_value,
                 .flags = {}},
      .param_id = param.stable_id(),
      .cookie = nullptr,
      .note_id = -1,
      .port_index = -1,
      .channel = -1,
      .key = -1,
      .value = to_clap_value(param, normalized),
  };
  return out.try_push(&out, &event.header);
}

}  // namespace attacca::clap_wrapper
