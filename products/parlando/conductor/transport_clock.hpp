// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>

#include "parlando/conductor/moment.hpp"
#include "parlando/protocol/from_musician.hpp"

namespace parlando {

/// Where the DAW's timeline is, from what the primary musician last said of it. Beats are quarter
/// notes of that timeline, times nanoseconds of the wall clock. One thread.
class TransportClock {
 public:
  /// `wall`: when it was so (the bundle's time tag).
  void update(const TransportIs& transport, std::int64_t wall) noexcept {
    last_ = transport;
    wall_ = wall;
    is_known_ = true;
  }
  void forget() noexcept { is_known_ = false; }

  [[nodiscard]] bool is_known() const noexcept { return is_known_; }
  [[nodiscard]] bool is_rolling() const noexcept { return is_known_ && last_.playing; }
  /// Quarter notes a minute; 120 where the host says none.
  [[nodiscard]] double tempo() const noexcept {
    return is_known_ && last_.tempo > 0 ? last_.tempo : 120.0;
  }
  [[nodiscard]] const TransportIs& last() const noexcept { return last_; }
  [[nodiscard]] std::int64_t last_wall() const noexcept { return wall_; }

  /// The beat that it has reached then; within the loop, where it loops. 0 if nothing is known.
  [[nodiscard]] double beat_at(std::int64_t wall) const noexcept;
  /// When it reaches the beat, at the tempo that it has; nothing if it does not roll.
  [[nodiscard]] std::optional<std::int64_t> wall_at(double beat) const noexcept;
  /// The first beginning of a bar that is at least `margin` beats after that moment. Bars of the
  /// present time signature are counted on.
  [[nodiscard]] double next_bar(std::int64_t wall, double margin) const noexcept;
  /// Quarter notes in a bar.
  [[nodiscard]] double bar_length() const noexcept;

 private:
  TransportIs last_;
  std::int64_t wall_ = 0;
  bool is_known_ = false;
};

}  // namespace parlando
