// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parlando/conductor/moment.hpp"
#include "parlando/net/socket_address.hpp"
#include "parlando/protocol/from_musician.hpp"

namespace parlando {

/// How a process of musicians answers to the pulse.
enum class LinkState : std::uint8_t {
  unknown,   ///< it has not had the time to answer
  good,      ///< it answers
  unsteady,  ///< late or not to all of the last pulses
  dead,      ///< not for 1.5 s
};

/// "unknown", "good", "unsteady", "dead". [any]
[[nodiscard]] constexpr std::string_view name_of(LinkState state) noexcept {
  switch (state) {
    case LinkState::good:
      return "good";
    case LinkState::unsteady:
      return "unsteady";
    case LinkState::dead:
      return "dead";
    case LinkState::unknown:
      break;
  }
  return "unknown";
}

/// A process of musicians: a DAW, or a plugin's sandbox.
struct ProcessRecord {
  Id id;
  SocketAddress address;
  LinkState link = LinkState::unknown;
  std::int64_t round_trip = -1;  ///< of the last answered pulse, in nanoseconds; -1 unknown
  std::int64_t heard = 0;        ///< steady: the last packet from its address
  std::int64_t since = 0;        ///< steady: when it was met
  std::size_t musicians = 0;     ///< of those known here
  std::uint32_t unanswered = 0;  ///< pulses in a row
  Echo echo;                     ///< the last one: its counts
};

/// What is known of one musician.
struct MusicianRecord {
  Id id;
  Id process;
  SocketAddress address;  ///< where it receives
  std::string role;       ///< as announced: notes, notes-with-audio, instrument
  std::string name;
  std::string name_source;    ///< track, user, number
  std::int32_t color = -1;    ///< 0xRRGGBB, -1 none
  std::string instrument;     ///< name of its definition, or empty
  double sample_rate = 0;     ///< Hz, 0 unknown
  std::uint64_t order = 0;    ///< who was met earlier has the lower number
  std::int32_t seq = 0;       ///< of its last message
  std::int64_t since = 0;     ///< steady: when it was met
  std::int64_t heard = 0;     ///< steady: its last message
  std::uint64_t missing = 0;  ///< messages of it that did not arrive
  std::uint32_t restarts = 0;
  std::optional<Heartbeat> heartbeat;
  std::optional<ClockIs> clock;
  std::int64_t clock_wall = 0;  ///< ns: the wall clock at `clock->samples`
  bool is_primary = false;
  bool is_gone = false;  ///< silent for 15 s; kept for a while, so that people see who is missing

  // Of a second musician that uses the same id in the same process: see Registry::follow_sequence.
  std::int32_t seq_before_jump = 0;
  std::int64_t jumped = 0;  ///< steady
  /// Messages of transport with a number above `seq`, which are not missing when it gets there.
  std::uint32_t transports_ahead = 0;

  std::int64_t no_transport_until = 0;  ///< steady: it was primary and sent nothing
};

}  // namespace parlando
