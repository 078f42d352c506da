// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "osc/packet_writer.hpp"
#include "parlando/protocol/codec.hpp"
#include "parlando/protocol/ports.hpp"

namespace parlando {

/// Messages of several musicians and times in one packet. All members [any], one thread at a time;
/// nothing is allocated.
class Batch {
 public:
  /// `key`: what the packet begins with; empty: nothing. It has to live as long.
  explicit Batch(std::string_view key) noexcept : key_(key) { begin(); }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  /// False: there is no room left; the packet is as it was.
  bool add(const FromMusician& message, osc_time time) noexcept;
  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  /// Ends the packet; valid until begin().
  [[nodiscard]] std::span<const std::byte> finish() noexcept;
  void begin() noexcept;

 private:
  std::string_view key_;
  std::array<std::byte, kLargestPacketSent> bytes_;
  attacca::osc::PacketWriter writer_{bytes_};
  std::size_t count_ = 0;
};

}  // namespace parlando
