// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace attacca::core {

/// The values that one side has lately given to parameters, in order, so that the other side
/// recognises them when they come back. One thread at a time writes, one at a time looks; neither
/// waits. When it is full the oldest values are forgotten.
///
/// Values are compared as float and within a millionth, since hosts hand them on as float.
class RecentValues {
 public:
  enum class Match : std::uint8_t {
    none,
    older,  ///< a newer value has been given since
    newest
  };

  /// `capacity` is a power of two. [main]
  explicit RecentValues(std::size_t capacity);

  /// The writing side. `expires`: the time from which on the value is forgotten. [one thread]
  void push(std::size_t index, double value, std::uint64_t expires) noexcept {
    // In the header: each event of a block comes here.
    const std::size_t position = written_.load(std::memory_order_relaxed);
    Entry& entry = at(position);
    entry.key.store(0, std::memory_order_relaxed);
    entry.expires.store(expires, std::memory_order_release);
    entry.key.store(key_of(index, value), std::memory_order_release);
    written_.store(position + 1, std::memory_order_release);
  }

  /// Looks for the earliest time that `value` was given to the parameter, and forgets it together
  /// with all that the parameter was given before: values come back in order. [one thread]
  [[nodiscard]] Match match(std::size_t index, double value, std::uint64_t now) noexcept;
  /// Forgets all values of the parameter. [one thread]
  void forget(std::size_t index) noexcept;

  /// Whether two normalized values are the same to a host that keeps float. [any]
  [[nodiscard]] static bool same(double a, double b) noexcept;

 private:
  struct Entry {
    std::atomic<std::uint64_t> key{0};  ///< index + 1 above, the float's bits below; 0: forgotten
    std::atomic<std::uint64_t> expires{0};
  };

  static std::uint64_t key_of(std::size_t index, double value) noexcept {
    return (static_cast<std::uint64_t>(index) + 1) << 32 |
           std::bit_cast<std::uint32_t>(static_cast<float>(value));
  }
  Entry& at(std::size_t position) const noexcept { return entries_[position & mask_]; }
  std::size_t skip_to_live(std::uint64_t now) noexcept;
  void forget_until(std::size_t index, std::size_t end) noexcept;

  std::unique_ptr<Entry[]> entries_;
  std::size_t mask_;
  std::atomic<std::size_t> written_{0};
  std::size_t first_ = 0;  ///< all before are forgotten; the looking side's
};

}  // namespace attacca::core
