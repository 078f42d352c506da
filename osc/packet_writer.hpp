// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "osc/time_tag.hpp"

namespace attacca::osc {

/// Writes one packet into bytes that somebody else owns:
///
///     std::array<std::byte, 1400> bytes;
///     osc::PacketWriter writer(bytes);
///     writer.begin_bundle({});
///     writer.message("/parlando/who", "h").add_int64(0);
///     writer.end_bundle();
///     if (writer.fits()) socket.send(writer.bytes());
///
/// What finds no room is left out, and fits() says so from then on; mark() and back_to() undo what
/// was written last. The arguments of a message are added in the order of its types, one for each
/// that has data; an assertion fails otherwise. All members [any]; no allocation.
class PacketWriter {
 public:
  explicit PacketWriter(std::span<std::byte> room) noexcept : room_(room) {}

  void begin_bundle(TimeTag time) noexcept;
  void end_bundle() noexcept;
  /// `types` without the comma. An address is ASCII.
  PacketWriter& message(std::string_view address, std::string_view types) noexcept;

  PacketWriter& add_int32(std::int32_t value) noexcept;
  PacketWriter& add_int64(std::int64_t value) noexcept;
  PacketWriter& add_float(float value) noexcept;
  PacketWriter& add_double(double value) noexcept;
  PacketWriter& add_text(std::string_view value) noexcept;  ///< up to the first NUL
  PacketWriter& add_blob(std::span<const std::byte> value) noexcept;
  PacketWriter& add_time_tag(TimeTag value) noexcept;

  /// Everything has found room.
  [[nodiscard]] bool fits() const noexcept { return fits_; }
  /// What was written so far; a packet when all bundles have ended.
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  struct Mark {
    std::size_t size = 0;
    unsigned depth = 0;
  };
  /// Where the packet is now, between two messages.
  [[nodiscard]] Mark mark() noexcept;
  /// Forgets what was written since; it fits again.
  void back_to(Mark mark) noexcept;

 private:
  static constexpr unsigned kDepth = 4;
  static constexpr std::size_t kNone = ~std::size_t{0};

  std::byte* take(std::size_t bytes) noexcept;
  void put(char type, std::uint64_t value, std::size_t bytes) noexcept;
  void put_string(std::string_view value) noexcept;
  void expect(char type) noexcept;
  void keep_types(std::string_view types) noexcept;
  void begin_element() noexcept;
  void end_element() noexcept;
  void write_size(std::size_t at) noexcept;

  std::span<std::byte> room_;
  std::size_t size_ = 0;
  bool fits_ = true;
  unsigned depth_ = 0;
  std::array<std::size_t, kDepth> bundles_ = {};  ///< where the sizes of the open ones stand
  std::size_t element_ = kNone;                   ///< where the size of the open message stands
  std::string_view types_;                        ///< of the open message, what is still to come
};

}  // namespace attacca::osc
