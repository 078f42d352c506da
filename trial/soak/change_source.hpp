// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <random>

#include "host/plugin/track_info.hpp"

namespace attacca::trial {

/// New names and colours for a track, no two alike: short and long ones, in several scripts, so
/// that a record that was put together from two of them shows. The same seed gives the same
/// changes. One thread at a time.
class ChangeSource {
 public:
  explicit ChangeSource(std::uint64_t seed) : random_(seed) {}

  /// Name and colour are present. Allocates. [not audio]
  [[nodiscard]] host::TrackInfo next();

 private:
  std::mt19937_64 random_;
  std::uint64_t number_ = 0;
};

}  // namespace attacca::trial
