// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace attacca::detail {

/// Finds the index that belongs to a hash: open addressing, at most half full, so that adding and
/// finding cost the same however many there are. All members [any], but add() is [main].
class IdTable {
 public:
  static constexpr std::size_t kNone = ~std::size_t{0};

  /// `id` must not be in it.
  void add(std::uint32_t id, std::size_t index) {
    if (2 * (size_ + 1) > places_.size()) grow();
    ++size_;
    put({id, static_cast<std::uint32_t>(index + 1)});
  }

  [[nodiscard]] std::size_t find(std::uint32_t id) const noexcept {
    if (places_.empty()) return kNone;
    for (std::size_t at = home_of(id);; at = (at + 1) & mask()) {
      const Place& place = places_[at];
      if (place.index_and_one == 0) return kNone;
      if (place.id == id) return place.index_and_one - 1;
    }
  }

 private:
  struct Place {
    std::uint32_t id = 0;
    std::uint32_t index_and_one = 0;  ///< 0: free
  };

  [[nodiscard]] std::size_t mask() const noexcept { return places_.size() - 1; }
  /// Ids that differ in a digit have hashes that lie close together: Fibonacci hashing (Knuth, The
  /// Art of Computer Programming, 6.4) spreads them.
  [[nodiscard]] std::size_t home_of(std::uint32_t id) const noexcept {
    const std::uint32_t spread = id * 0x9E3779B1u;
    return static_cast<std::size_t>((std::uint64_t{spread} * places_.size()) >> 32);
  }

  void put(const Place& place) noexcept {
    std::size_t at = home_of(place.id);
    while (places_[at].index_and_one != 0) at = (at + 1) & mask();
    places_[at] = place;
  }

  void grow() {
    std::vector<Place> old(places_.empty() ? 16 : 4 * places_.size());
    old.swap(places_);
    for (const Place& place : old) {
      if (place.index_and_one != 0) put(place);
    }
  }

  std::vector<Place> places_;  ///< a power of two
  std::size_t size_ = 0;
};

}  // namespace attacca::detail
