// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "tests/model/execution.hpp"

namespace attacca::model {

/// Stands in for std::atomic. Every operation is one step of the run; every store is kept, in the
/// order in which it takes effect (the modification order), so that loads can be given an old one
/// where the memory model allows it. With Options::reorder_stores a store may take effect before
/// others that were made earlier, and a read-modify-write may come before stores made earlier;
/// without it, both come last. Read-modify-writes follow directly on the store that they read, and
/// continue its release sequence. Loads never see the future.
template <typename T>
class ModelAtomic {
 public:
  static constexpr bool is_always_lock_free = true;

  ModelAtomic() : ModelAtomic(T{}) {}
  ModelAtomic(T initial) : location_(Execution::current().new_location()) {
    stores_.push_back({initial, kFirst, false, {}});
  }
  ModelAtomic(const ModelAtomic&) = delete;
  ModelAtomic& operator=(const ModelAtomic&) = delete;

  T load(std::memory_order order = std::memory_order_seq_cst) const {
    Execution& execution = Execution::current();
    execution.yield();
    const std::size_t allowed = stores_.size() - oldest_allowed(order);
    const std::size_t index = stores_.size() - 1 - execution.choose(allowed);
    const T value = read(index, acquires(order, Weaken::load_acquire));
    note("load", value);
    return value;
  }

  void store(T value, std::memory_order order = std::memory_order_seq_cst) {
    Execution& execution = Execution::current();
    execution.yield();
    insert(place_of_store(order), value, releases(order, Weaken::store_release));
    note("store", value);
  }

  T exchange(T value, std::memory_order order = std::memory_order_seq_cst) {
    return modify("exchange gets", order, [value](T) { return value; });
  }

  T fetch_add(T amount, std::memory_order order = std::memory_order_seq_cst) {
    return modify("fetch_add gets", order,
                  [amount](T old) { return static_cast<T>(old + amount); });
  }

  T fetch_or(T bits, std::memory_order order = std::memory_order_seq_cst) {
    return modify("fetch_or gets", order, [bits](T old) { return static_cast<T>(old | bits); });
  }

  T fetch_and(T bits, std::memory_order order = std::memory_order_seq_cst) {
    return modify("fetch_and gets", order, [bits](T old) { return static_cast<T>(old & bits); });
  }

  bool compare_exchange_strong(T& expected, T desired,
                               std::memory_order order = std::memory_order_seq_cst) {
    Execution& execution = Execution::current();
    execution.yield();
    // A success changes what it has read; a failure may also read an older one that differs.
    std::vector<std::size_t> candidates;
    for (std::size_t i = stores_.size(); i-- > oldest_allowed(order);) {
      if (stores_[i].value == expected ? can_modify(i, order) : true) candidates.push_back(i);
    }
    const std::size_t index = candidates[execution.choose(candidates.size())];
    if (stores_[index].value == expected) {
      modify_at(index, desired, order);
      note("compare_exchange stores", desired);
      return true;
    }
    expected = read(index, acquires(order, Weaken::rmw_acquire));
    note("compare_exchange fails on", expected);
    return false;
  }

 private:
  // Where a store lies in the order in which they take effect. A number and no index, as others may
  // come between: what a thread has seen stays true.
  using Place = Knowledge::Place;
  static constexpr Place kFirst = 1;
  static constexpr Place kGap = Place{1} << 16;

  struct Store {
    T value;
    Place place;
    bool modifies;  // the store before it, which nothing may be put behind
    Knowledge released;
  };

  static bool acquires(std::memory_order order, Weaken kind) {
    return order != std::memory_order_relaxed && order != std::memory_order_release &&
           Execution::current().options().weaken != kind;
  }
  static bool releases(std::memory_order order, Weaken kind) {
    return order != std::memory_order_relaxed && order != std::memory_order_acquire &&
           order != std::memory_order_consume && Execution::current().options().weaken != kind;
  }
  static bool reorders(std::memory_order order) {
    return Execution::current().options().reorder_stores && order != std::memory_order_seq_cst;
  }

  // The index of the newest store that the running thread must have seen.
  std::size_t newest_seen() const {
    const Place seen = Execution::current().knowledge().seen[location_];
    const auto behind =
        std::upper_bound(stores_.begin(), stores_.end(), std::max(seen, kFirst),
                         [](Place place, const Store& store) { return place < store.place; });
    return static_cast<std::size_t>(behind - stores_.begin()) - 1;
  }

  std::size_t oldest_allowed(std::memory_order order) const {
    if (!Execution::current().options().stale_reads || order == std::memory_order_seq_cst) {
      return stores_.size() - 1;
    }
    return newest_seen();
  }

  bool can_modify(std::size_t index, std::memory_order order) const {
    if (index + 1 == stores_.size()) return true;
    return reorders(order) && !stores_[index + 1].modifies;
  }

  // Behind which store a new one takes effect: any that the thread need not have seen replaced.
  std::size_t place_of_store(std::memory_order order) const {
    if (!reorders(order)) return stores_.size() - 1;
    std::vector<std::size_t> candidates;
    for (std::size_t i = stores_.size(); i-- > newest_seen();) {
      if (can_modify(i, order)) candidates.push_back(i);
    }
    return candidates[Execution::current().choose(candidates.size())];
  }

  T read(std::size_t index, bool acquire) const {
    Execution& execution = Execution::current();
    Knowledge& knowledge = execution.knowledge();
    const Store& store = stores_[index];
    if (acquire) {
      knowledge.join(store.released);
    } else {
      execution.acquired_by_fence().join(store.released);
    }
    knowledge.seen[location_] = std::max(knowledge.seen[location_], store.place);
    return store.value;
  }

  template <typename Change>
  T modify(const char* what, std::memory_order order, Change&& change) {
    Execution& execution = Execution::current();
    execution.yield();
    std::vector<std::size_t> candidates;
    const std::size_t oldest = reorders(order) ? newest_seen() : stores_.size() - 1;
    for (std::size_t i = stores_.size(); i-- > oldest;) {
      if (can_modify(i, order)) candidates.push_back(i);
    }
    const std::size_t index = candidates[execution.choose(candidates.size())];
    const T old = stores_[index].value;
    modify_at(index, change(old), order);
    note(what, old);
    return old;
  }

  void modify_at(std::size_t index, T value, std::memory_order order) {
    read(index, acquires(order, Weaken::rmw_acquire));
    const Knowledge sequence = stores_[index].released;
    insert(index, value, releases(order, Weaken::rmw_release));
    stores_[index + 1].modifies = true;
    stores_[index + 1].released.join(sequence);
  }

  void insert(std::size_t behind, T value, bool release) {
    Execution& execution = Execution::current();
    const bool is_last = behind + 1 == stores_.size();
    const Place before = stores_[behind].place;
    const Place place = is_last ? before + kGap : before + (stores_[behind + 1].place - before) / 2;
    if (place == before) give_up("too many stores between two others");
    execution.knowledge().seen[location_] = place;
    const Knowledge& released = release ? execution.knowledge() : execution.released_by_fence();
    stores_.insert(stores_.begin() + static_cast<std::ptrdiff_t>(behind) + 1,
                   {value, place, false, released});
    execution.advance();
  }

  void note(const char* operation, T value) const {
    Execution& execution = Execution::current();
    if (!execution.tracing()) return;
    std::ostringstream line;
    line << "atomic " << location_ << ' ' << operation << ' ' << value;
    execution.note(line.str());
  }

  std::uint16_t location_;
  std::vector<Store> stores_;
};

/// Stands in for std::atomic_thread_fence.
inline void model_fence(std::memory_order order) {
  Execution::current().fence(order);
}

}  // namespace attacca::model
