// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <variant>

#include "osc/packet_reader.hpp"
#include "osc/packet_writer.hpp"
#include "parlando/protocol/from_conductor.hpp"
#include "parlando/protocol/from_musician.hpp"

namespace parlando {

/// What became of one OSC message.
struct Decoding {
  enum class State : std::uint8_t { decoded, unknown, wrong };
  State state = State::unknown;
  const char* what = "";  ///< where it is wrong: a clause for a person
};

// Reads one message into the alternative of `out` that has its address. Numbers are taken from any
// type of number, ids also as 16 digits, names are cut at a code point where they are too long;
// text has to be UTF-8. [any]; no allocation.
Decoding decode(const attacca::osc::Message& message, FromMusician& out) noexcept;
Decoding decode(const attacca::osc::Message& message, FromConductor& out) noexcept;

// Writes one message. Where there is no room the writer says so. [any]; no allocation.
void encode(attacca::osc::PacketWriter& writer, const FromMusician& message) noexcept;
void encode(attacca::osc::PacketWriter& writer, const FromConductor& message) noexcept;

// What packets off loopback begin with. [any]; no allocation.
void encode(attacca::osc::PacketWriter& writer, const Key& key) noexcept;
Decoding decode(const attacca::osc::Message& message, Key& out) noexcept;

}  // namespace parlando
