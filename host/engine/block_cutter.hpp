// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "host/profile/host_profile.hpp"

namespace attacca::host {

/// Cuts the engine's periods into blocks as hosts do. The same blocks in every run. [audio]
class BlockCutter {
 public:
  explicit BlockCutter(BlockSizes sizes = BlockSizes::fixed) noexcept : sizes_(sizes) {}

  /// How many of the `left` frames of this period come next: 1..left. [audio]
  [[nodiscard]] std::uint32_t next(std::uint32_t left) noexcept;

 private:
  BlockSizes sizes_;
  std::uint32_t chance_ = 1;
  bool has_cut_ = false;  ///< Odd: the period's first piece was given.
};

}  // namespace attacca::host
