// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "osc/arguments.hpp"
#include "osc/time_tag.hpp"

namespace attacca::osc {

/// Why a packet cannot be read. Nothing in it is allocated.
struct PacketError {
  const char* what = "";   ///< a clause for a person
  std::size_t offset = 0;  ///< bytes from the packet's beginning
};

/// One message of a packet; its views point into the packet.
struct Message {
  std::string_view address;  ///< begins with '/'; bytes as they came
  std::string_view types;    ///< without the comma
  std::span<const std::byte> data;

  [[nodiscard]] Arguments arguments() const noexcept { return {types, data}; }
};

/// Takes what is in a packet, in its order.
class PacketVisitor {
 public:
  virtual void begin_bundle(TimeTag /*time*/) noexcept {}
  virtual void end_bundle() noexcept {}
  virtual void message(const Message& message) noexcept = 0;

 protected:
  ~PacketVisitor() = default;
};

/// How deep bundles may lie in bundles.
inline constexpr unsigned kDeepestBundle = 4;

/// What is wrong with a packet; nothing: visit_packet() may have it. A message without a string of
/// types, as old programs send it, has no arguments. Source: OSC 1.0, and its types of section
/// "OSC Type Tag String" with those that are not in every program. [any]; no allocation.
[[nodiscard]] std::optional<PacketError> check_packet(std::span<const std::byte> packet) noexcept;

/// Hands out what a packet holds: all of it, or nothing and the error. [any]; no allocation.
std::optional<PacketError> visit_packet(std::span<const std::byte> packet,
                                        PacketVisitor& visitor) noexcept;

}  // namespace attacca::osc
