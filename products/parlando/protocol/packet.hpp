// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Whole packets of Parlando:
//
//     parlando::PacketBuilder builder(key);
//     builder.begin(parlando::When::at(tag));
//     if (!builder.add(message)) { socket.send(builder.finish()); … }
//
//     parlando::read_packet(bytes, key, counts, [&](const parlando::FromConductor& message,
//                                                   const parlando::When& when) { … });

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "osc/packet_reader.hpp"
#include "osc/packet_writer.hpp"
#include "parlando/protocol/codec.hpp"
#include "parlando/protocol/ports.hpp"

namespace parlando {

/// When a message takes effect. All members [any].
struct When {
  enum class Kind : std::uint8_t { next_block, time, beat };
  Kind kind = Kind::next_block;
  osc_time time;    ///< where kind is time; also the time of reports
  double beat = 0;  ///< where kind is beat: quarter notes of the host's timeline

  [[nodiscard]] static constexpr When next_block() noexcept { return {}; }
  [[nodiscard]] static constexpr When at(osc_time time) noexcept {
    return {time.is_immediate() ? Kind::next_block : Kind::time, time, 0};
  }
  [[nodiscard]] static constexpr When at_beat(double beat) noexcept {
    return {Kind::beat, {}, beat};
  }
};

/// What was received. All counts since the beginning.
struct PacketCounts {
  std::uint64_t packets = 0;
  std::uint64_t rejected = 0;  ///< malformed, or without the key
  std::uint64_t unknown = 0;   ///< messages with addresses that nobody knows
  const char* last_error = "";
};

/// Two texts, compared in a time that does not depend on where they differ. [any]
[[nodiscard]] bool is_same_key(std::string_view a, std::string_view b) noexcept;

/// Takes the messages of one packet in their order.
template <typename V>
class MessageSink {
 public:
  virtual void take(const V& message, const When& when) noexcept = 0;

 protected:
  ~MessageSink() = default;
};

// Hands out all messages of a packet, or none if anything in it is wrong, and counts. `key` empty:
// none is needed, and one that is there is passed over. [any]; no allocation.
bool read_packet(std::span<const std::byte> packet, std::string_view key, PacketCounts& counts,
                 MessageSink<FromMusician>& sink) noexcept;
bool read_packet(std::span<const std::byte> packet, std::string_view key, PacketCounts& counts,
                 MessageSink<FromConductor>& sink) noexcept;

/// The same with a function of message and when. [any]; no allocation.
template <typename V, typename Function>
bool read_packet(std::span<const std::byte> packet, std::string_view key, PacketCounts& counts,
                 Function&& function) noexcept {
  class Sink final : public MessageSink<V> {
   public:
    explicit Sink(Function& function) noexcept : function_(function) {}
    void take(const V& message, const When& when) noexcept override { function_(message, when); }

   private:
    Function& function_;
  };
  Sink sink(function);
  return read_packet(packet, key, counts, static_cast<MessageSink<V>&>(sink));
}

/// Collects messages of one time into a packet of at most kLargestPacketSent bytes. All members
/// [any], one thread at a time; no allocation.
class PacketBuilder {
 public:
  /// `key` empty: packets have none. It has to live as long.
  explicit PacketBuilder(std::string_view key = {}) noexcept : key_(key) {}

  /// Begins a packet; what was not finished is forgotten.
  void begin(const When& when) noexcept;
  /// False: there is no room left in this packet, which is as it was.
  template <typename Message>
  bool add(const Message& message) noexcept {
    const auto mark = writer_.mark();
    encode(writer_, message);
    if (writer_.fits()) {
      ++count_;
      return true;
    }
    writer_.back_to(mark);
    return false;
  }
  /// Messages in the packet that has begun.
  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  /// Ends the packet; valid until the next begin().
  [[nodiscard]] std::span<const std::byte> finish() noexcept;

 private:
  std::string_view key_;
  std::array<std::byte, kLargestPacketSent> bytes_;
  attacca::osc::PacketWriter writer_{bytes_};
  std::size_t count_ = 0;
  bool is_open_ = false;
};

}  // namespace parlando
