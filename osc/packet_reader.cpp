// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "osc/packet_reader.hpp"

#include <cstring>

#include "osc/big_endian.hpp"

namespace attacca::osc {
namespace {

constexpr std::string_view kBundle{"#bundle\0", 8};

/// Goes through a packet, checking every length before it is used.
class Walk {
 public:
  /// `visitor` null: only checks.
  Walk(std::span<const std::byte> packet, PacketVisitor* visitor) noexcept
      : packet_(packet), visitor_(visitor) {}

  bool element(std::size_t begin, std::size_t end, unsigned depth) noexcept {
    if (begin == end) return fail("there is nothing where a message or a bundle begins", begin);
    if ((end - begin) % 4 != 0) return fail("the size is no multiple of 4", begin);
    if (text(begin, end).starts_with(kBundle)) return bundle(begin, end, depth);
    return message(begin, end);
  }

  [[nodiscard]] const PacketError& error() const noexcept { return error_; }

 private:
  bool bundle(std::size_t begin, std::size_t end, unsigned depth) noexcept {
    if (depth == kDeepestBundle) return fail("bundles lie in bundles too deeply", begin);
    if (end - begin < 16) return fail("a bundle ends within its time tag", begin + 8);
    if (visitor_ != nullptr) visitor_->begin_bundle({read_big_endian(&packet_[begin + 8], 8)});
    for (std::size_t at = begin + 16; at < end;) {
      if (end - at < 4) return fail("a bundle ends within the size of an element", at);
      const auto size = static_cast<std::size_t>(read_big_endian(&packet_[at], 4));
      if (size > end - at - 4) return fail("an element is larger than its bundle", at);
      if (!element(at + 4, at + 4 + size, depth + 1)) return false;
      at += 4 + size;
    }
    if (visitor_ != nullptr) visitor_->end_bundle();
    return true;
  }

  bool message(std::size_t begin, std::size_t end) noexcept {
    if (packet_[begin] != std::byte{'/'}) {
      return fail("neither an address, which begins with /, nor a bundle", begin);
    }
    Message message;
    std::size_t at = begin;
    if (!string(at, end, message.address)) return fail("an address has no end", begin);
    if (at < end) {
      const std::size_t types_at = at;
      if (packet_[at] != std::byte{','}) {
        return fail("there is no comma where the types of the arguments begin", at);
      }
      if (!string(at, end, message.types)) return fail("the types have no end", types_at);
      message.types.remove_prefix(1);
      const std::size_t data_at = at;
      if (!arguments(message.types, types_at + 1, at, end)) return false;
      if (at != end) return fail("there are bytes behind the last argument", at);
      message.data = packet_.subspan(data_at, end - data_at);
    }
    if (visitor_ != nullptr) visitor_->message(message);
    return true;
  }

  bool arguments(std::string_view types, std::size_t types_at, std::size_t& at,
                 std::size_t end) noexcept {
    unsigned open_arrays = 0;
    for (std::size_t i = 0; i < types.size(); ++i) {
      std::size_t size = 0;
      switch (types[i]) {
        case 'T':
        case 'F':
        case 'N':
        case 'I':
          continue;
        case '[':
          ++open_arrays;
          continue;
        case ']':
          if (open_arrays == 0) return fail("an array ends that has not begun", types_at + i);
          --open_arrays;
          continue;
        case 'i':
        case 'f':
        case 'c':
        case 'r':
        case 'm':
          size = 4;
          break;
        case 'h':
        case 't':
        case 'd':
          size = 8;
          break;
        case 's':
        case 'S': {
          std::string_view value;
          const std::size_t from = at;
          if (!string(at, end, value)) return fail("a string has no end", from);
          continue;
        }
        case 'b': {
          if (end - at < 4) return fail("the packet ends within the size of a blob", at);
          const auto bytes = static_cast<std::size_t>(read_big_endian(&packet_[at], 4));
          if (bytes > end - at - 4) return fail("a blob is larger than its message", at);
          size = 4 + padded(bytes);
          break;
        }
        default:
          return fail("a type of argument that OSC does not have", types_at + i);
      }
      if (size > end - at) return fail("the packet ends within an argument", at);
      at += size;
    }
    if (open_arrays != 0) return fail("an array has no end", types_at + types.size());
    return true;
  }

  /// A string and its padding; `at` moves behind it.
  bool string(std::size_t& at, std::size_t end, std::string_view& out) const noexcept {
    const std::string_view rest = text(at, end);
    const std::size_t length = rest.find('\0');
    if (length == std::string_view::npos || padded(length + 1) > rest.size()) return false;
    out = rest.substr(0, length);
    at += padded(length + 1);
    return true;
  }

  [[nodiscard]] std::string_view text(std::size_t begin, std::size_t end) const noexcept {
    return {reinterpret_cast<const char*>(packet_.data()) + begin, end - begin};
  }

  bool fail(const char* what, std::size_t offset) noexcept {
    error_ = {what, offset};
    return false;
  }

  std::span<const std::byte> packet_;
  PacketVisitor* visitor_;
  PacketError error_;
};

}  // namespace

std::optional<PacketError> check_packet(std::span<const std::byte> packet) noexcept {
  Walk walk(packet, nullptr);
  if (walk.element(0, packet.size(), 0)) return std::nullopt;
  return walk.error();
}

std::optional<PacketError> visit_packet(std::span<const std::byte> packet,
                                        PacketVisitor& visitor) noexcept {
  if (const auto error = check_packet(packet)) return error;
  (void)Walk(packet, &visitor).element(0, packet.size(), 0);
  return std::nullopt;
}

}  // namespace attacca::osc
