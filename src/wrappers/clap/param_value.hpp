// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "abi/clap/events.hpp"
#include "attacca/params/param.hpp"

namespace attacca::clap_wrapper {

// Hosts see 0..1 for continuous parameters, so that their automation lanes follow the parameter's
// own curve, and whole numbers 0..step_count for stepped ones. [any]

[[nodiscard]] inline double clap_maximum(const Param& param) noexcept {
  return static_cast<double>(std::max<std::uint32_t>(param.step_count(), 1));
}

/// A multiple of 1/3 times 3 need not be whole, hence the rounding.
[[nodiscard]] inline double to_clap_value(const Param& param, double normalized) noexcept {
  if (param.step_count() == 0) return normalized;
  return std::round(normalized * clap_maximum(param));
}

/// CLAP cuts the fraction of a stepped parameter's value off.
[[nodiscard]] inline double from_clap_value(const Param& param, double value) noexcept {
  if (param.step_count() == 0) return value;
  return std::trunc(value) / clap_maximum(param);
}

/// An amount of modulation, which is in the unit of values, as a part of the range.
[[nodiscard]] inline double from_clap_amount(const Param& param, double amount) noexcept {
  return amount / clap_maximum(param);
}

/// Sends one value; false if the host has no room. [audio, or main while inactive]
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

/// Sends the begin or the end of a gesture; false if the host has no room. [audio, or main while
/// inactive]
inline bool push_gesture(const clap::OutputEvents& out, std::uint32_t frame,
                         clap::EventType begin_or_end, const Param& param) noexcept {
  const clap::EventParamGesture event = {
      .header = {.size = sizeof event,
                 .time = frame,
                 .space_id = clap::kCoreEventSpaceId,
                 .type = begin_or_end,
                 .flags = {}},
      .param_id = param.stable_id(),
  };
  return out.try_push(&out, &event.header);
}

}  // namespace attacca::clap_wrapper
