// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include "parlando/conductor/conductor.hpp"
#include "parlando/conductor/control.hpp"
#include "parlando/conductor/fields.hpp"

namespace parlando {

/// Something that was looked at.
struct Finding {
  enum class State : std::uint8_t { ok, warning, wrong };
  std::string name;
  State state = State::ok;
  std::string what;  ///< what there is, and what to do
};

/// {"name","state","what"}. [any]
[[nodiscard]] Json json_of(const Finding& finding);

/// What the system allows: the size of receive buffers, and whether something keeps the clock
/// right. [main]
[[nodiscard]] std::vector<Finding> check_system();

/// The sockets of a conductor that runs: their buffers, and what was lost there. [any]
[[nodiscard]] std::vector<Finding> check_sockets(const ConductorFacts& facts);

/// Whether UDP packets reach a socket of this machine at that address: a firewall may keep them
/// from it. Takes up to 0.2 s. [main]
[[nodiscard]] Finding check_delivery(std::uint32_t ip);

/// The musicians: links, what they lost or rejected, those that stand still, and clocks. On the
/// conductor's thread.
[[nodiscard]] std::vector<Finding> check_musicians(Conductor& conductor, Moment now);

}  // namespace parlando
