// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "parlando/protocol/ports.hpp"

namespace parlando {

/// The ports that a process of musicians may draw, in an order of its own: each once.
class ReceivePorts {
 public:
  static constexpr std::uint32_t kCount = kLastMusicianPort - kFirstMusicianPort + 1;

  /// The order follows from `random` alone. [any]
  explicit constexpr ReceivePorts(std::uint64_t random) noexcept
      : at_(static_cast<std::uint32_t>(random % kCount)),
        // Coprime to 11000 = 2^3 * 5^3 * 11, so that the walk meets every port.
        step_(kSteps[(random / kCount) % kSteps.size()]) {}

  /// The next port, or 0 when all have been. [any]
  constexpr std::uint16_t next() noexcept {
    while (tried_ < kCount) {
      ++tried_;
      at_ = (at_ + step_) % kCount;
      const auto port = static_cast<std::uint16_t>(kFirstMusicianPort + at_);
      if (is_musician_port(port)) return port;
    }
    return 0;
  }

 private:
  static constexpr std::array<std::uint32_t, 8> kSteps{1,    2957, 4019, 4801,
                                                       6203, 7919, 9001, 10357};
  std::uint32_t at_;
  std::uint32_t step_;
  std::uint32_t tried_ = 0;
};

}  // namespace parlando
