// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "witness/record/record.hpp"

namespace attacca::witness {

/// A call with all that belongs to it. Points into the recording it was made of.
struct RecordedCall {
  static constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

  const Record* begin = nullptr;
  std::vector<const Record*> details;
  const Record* end = nullptr;  ///< null: the recording ends in the middle of it

  [[nodiscard]] std::string_view name() const { return begin->name; }
  [[nodiscard]] std::uint64_t began() const { return begin->sequence; }
  [[nodiscard]] std::uint64_t ended() const { return end != nullptr ? end->sequence : kNever; }
  /// The argument at `index`, a whole number; 0 if there is none.
  [[nodiscard]] std::int64_t integer(std::size_t index) const {
    return integer_of(begin->values, index);
  }
  /// What it answered, a whole number; 0 if it did not.
  [[nodiscard]] std::int64_t answer(std::size_t index = 0) const {
    return end != nullptr ? integer_of(end->values, index) : 0;
  }
  [[nodiscard]] static std::int64_t integer_of(const std::vector<Value>& values,
                                               std::size_t index) {
    if (index >= values.size()) return 0;
    const auto* const integer = std::get_if<std::int64_t>(&values[index]);
    return integer != nullptr ? *integer : 0;
  }
};

/// The calls of a recording in the order in which they began; details and results are those of the
/// call of their thread that began last and has not returned. `recording` outlives them. [any]
[[nodiscard]] std::vector<RecordedCall> calls_of(const Recording& recording);

}  // namespace attacca::witness
