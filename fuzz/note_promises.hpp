// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "attacca/event.hpp"
#include "fuzz/require.hpp"

namespace attacca::fuzz {

inline bool is_in(double value, double least, double most) noexcept {
  return value >= least && value <= most;
}

/// What authors of a plugin with two note ports are promised: "all ranges have been checked".
inline void check_event(const Event& event, std::uint32_t frames) {
  const auto check_address = [](const NoteAddress& at, std::int16_t least) {
    require(at.port >= least && at.port < 2, "a port that there is");
    require(at.channel >= least && at.channel < 16, "a channel from 0 to 15");
    require(at.key >= least && at.key < 128, "a key from 0 to 127");
    require(at.note_id >= -1, "an id, or none");
  };
  require(event.frame < frames, "within the block");
  event.visit(
      [&](const NoteOn& on) {
        check_address(on, 0);
        require(is_in(on.velocity, 0.0, 1.0), "a velocity from 0 to 1");
      },
      [&](const NoteOff& off) {
        check_address(off, -1);
        require(is_in(off.velocity, 0.0, 1.0), "a velocity from 0 to 1");
      },
      [&](const NoteChoke& choke) { check_address(choke, -1); },
      [&](const NoteExpression& to) {
        check_address(to, -1);
        require(std::isfinite(to.value), "a value that is a number");
      },
      [&](const ControlChange& change) {
        require(change.channel < 16 && change.controller < 128, "a controller that there is");
        require(is_in(change.value, 0.0, 1.0), "a value from 0 to 1");
      },
      [&](const PitchBend& bend) { require(is_in(bend.value, -1.0, 1.0), "a bend of -1 to 1"); },
      [&](const SysEx& message) {
        require(!message.bytes.empty(), "a SysEx with bytes");
        std::size_t sum = 0;
        for (const std::uint8_t byte : message.bytes) sum += byte;
        require(sum <= 255 * message.bytes.size(), "bytes that are there");
      });
}

}  // namespace attacca::fuzz
