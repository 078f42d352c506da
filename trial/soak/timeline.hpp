// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <vector>

#include "trial/soak/growth.hpp"
#include "trial/soak/soak_figures.hpp"

namespace attacca::trial {

/// The soak second by second, in bounded memory: when it is full, every two lines become one that
/// covers twice the time. All members [main].
class Timeline {
 public:
  static constexpr std::size_t kCapacity = 1'200;

  void add(const SoakSecond& second);
  [[nodiscard]] const std::vector<SoakSecond>& lines() const noexcept { return lines_; }

  /// How resident memory grew, in kB. The first minute is left out; of shorter soaks the first
  /// half.
  [[nodiscard]] Growth memory() const { return growth(&SoakSecond::resident_kb); }
  /// The same of what malloc had given out.
  [[nodiscard]] Growth allocations() const { return growth(&SoakSecond::allocated_kb); }

 private:
  [[nodiscard]] Growth growth(std::uint64_t SoakSecond::* kilobytes) const;
  void merge();

  std::vector<SoakSecond> lines_;
  SoakSecond pending_;
  std::size_t pending_count_ = 0;
  std::size_t seconds_per_line_ = 1;
};

}  // namespace attacca::trial
