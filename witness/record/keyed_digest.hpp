// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace attacca::witness {

/// Without it nobody can try which text has a digest, however few texts there may be.
using DigestKey = std::array<std::uint64_t, 2>;

/// SipHash-2-4 (Aumasson, Bernstein: SipHash, a fast short-input PRF, 2012) of bytes that come
/// piece by piece. All members [any].
class KeyedDigest {
 public:
  explicit KeyedDigest(const DigestKey& key) noexcept
      : state_{key[0] ^ 0x736F6D6570736575u, key[1] ^ 0x646F72616E646F6Du,
               key[0] ^ 0x6C7967656E657261u, key[1] ^ 0x7465646279746573u} {}

  void add(std::span<const std::byte> bytes) noexcept {
    for (const std::byte byte : bytes) {
      word_ |= std::to_integer<std::uint64_t>(byte) << (8 * (length_ % 8));
      if (++length_ % 8 == 0) take_word();
    }
  }

  [[nodiscard]] std::uint64_t value() const noexcept {
    KeyedDigest last = *this;
    last.word_ |= length_ << 56U;
    last.take_word();
    last.state_[2] ^= 0xFFU;
    last.rounds(4);
    return last.state_[0] ^ last.state_[1] ^ last.state_[2] ^ last.state_[3];
  }

 private:
  void take_word() noexcept {
    state_[3] ^= word_;
    rounds(2);
    state_[0] ^= word_;
    word_ = 0;
  }
  void rounds(int count) noexcept {
    auto& [a, b, c, d] = state_;
    for (int i = 0; i < count; ++i) {
      a += b, b = std::rotl(b, 13) ^ a, a = std::rotl(a, 32);
      c += d, d = std::rotl(d, 16) ^ c;
      a += d, d = std::rotl(d, 21) ^ a;
      c += b, b = std::rotl(b, 17) ^ c, c = std::rotl(c, 32);
    }
  }

  std::array<std::uint64_t, 4> state_;
  std::uint64_t word_ = 0;
  std::uint64_t length_ = 0;
};

/// Of all bytes at once. [any]
[[nodiscard]] inline std::uint64_t keyed_digest(std::span<const std::byte> bytes,
                                                const DigestKey& key) noexcept {
  KeyedDigest digest(key);
  digest.add(bytes);
  return digest.value();
}

}  // namespace attacca::witness
