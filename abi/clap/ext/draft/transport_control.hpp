// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/fixed_point.hpp"

namespace attacca::clap {

struct Host;

inline constexpr char kExtTransportControl[] = "clap.transport-control/2";

/// Requests about the transport, which the host may ignore. Filled by the host. A draft: may change
/// under a new revision number.
struct HostTransportControl {
  using Owner = Host;
  static constexpr const char* kId = kExtTransportControl;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main]
  void (*request_start)(const Host* host);
  /// [main]
  void (*request_stop)(const Host* host);
  /// [main]
  void (*request_continue)(const Host* host);
  /// [main]
  void (*request_pause)(const Host* host);
  /// [main]
  void (*request_toggle_play)(const Host* host);
  /// [main]
  void (*request_jump)(const Host* host, BeatTime position);
  /// The second number is a length, not an end. [main]
  void (*request_loop_region)(const Host* host, BeatTime start, BeatTime duration);
  /// [main]
  void (*request_toggle_loop)(const Host* host);
  /// [main]
  void (*request_enable_loop)(const Host* host, bool is_enabled);
  /// [main]
  void (*request_record)(const Host* host, bool is_recording);
  /// [main]
  void (*request_toggle_record)(const Host* host);
  /// In beats per minute. [main]
  void (*request_tempo)(const Host* host, double tempo);
  /// [main]
  void (*request_time_signature)(const Host* host, std::uint16_t tsig_num,
                                 std::uint16_t tsig_denom);
};

}  // namespace attacca::clap
