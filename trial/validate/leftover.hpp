// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "trial/validate/check_context.hpp"
#include "trial/validate/process_usage.hpp"
#include "trial/validate/repeat.hpp"

namespace attacca::validate {

/// What each time more of something leaves in memory.
struct Leftover {
  int times = 0;
  std::ptrdiff_t bytes_each = 0;
  bool is_counted = false;  ///< by malloc; otherwise it is what the kernel sees, page by page

  /// A kilobyte each is a leak; half of it may be a cache that grows.
  [[nodiscard]] bool is_leak() const noexcept {
    return bytes_each > (is_counted ? std::ptrdiff_t{512} : std::ptrdiff_t{100} << 10);
  }
  /// Whether it was done often enough: the first few times fill caches, and what the kernel sees of
  /// three is no slope.
  [[nodiscard]] bool tells() const noexcept { return is_counted || times >= 8; }
  [[nodiscard]] std::string text() const {
    return "left " + std::to_string(bytes_each) + " bytes behind each" +
           (is_counted ? "" : ", by resident memory");
  }
};

/// `used`: what was in use after each time, in bytes. A quarter of them is to warm up, and the rest
/// counts as three stretches of which the one with least growth counts: a cache that fills up, or a
/// table that doubles, is in one of them, a leak is in all. [any]
[[nodiscard]] Leftover leftover_in(std::span<const std::size_t> used, bool is_counted);

/// What `act` leaves behind, done up to so many times. [main] Ends the check as one that does not
/// apply where memory cannot be counted.
template <typename Act>
[[nodiscard]] Leftover leftover_of(CheckContext& context, int times, Act&& act) {
#ifdef __SANITIZE_ADDRESS__
  context.skip("AddressSanitizer keeps freed memory for a while");
#endif
  const bool is_counted = allocated_bytes().has_value();
  const auto measured = [&] {
    std::vector<std::size_t> used;
    used.reserve(static_cast<std::size_t>(times));
    repeat(times, [&](int) {
      act();
      used.push_back(is_counted ? allocated_bytes().value_or(0) : resident_bytes());
    });
    return leftover_in(used, is_counted);
  };
  const Leftover first = measured();
  if (!first.tells()) {
    context.skip("too slow for the time of a check: " + std::to_string(first.times) +
                 " times are too few to tell by resident memory");
  }
  if (!first.is_leak()) return first;
  // What a busy machine frees late looks like one; a leak is there the second time as well.
  const Leftover second = measured();
  return second.tells() && second.bytes_each < first.bytes_each ? second : first;
}

}  // namespace attacca::validate
