// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

#include "tests/model/execution.hpp"

namespace attacca::model {

/// Stands in for std::atomic. Every operation is one step of the run; every store is kept, so that
/// loads can be given an old one where the memory model allows it. Read-modify-writes see the
/// newest and continue a release sequence. Stores never slip in between older ones and loads never
/// see the future, so behaviours that need either are not explored.
template <typename T>
class ModelAtomic {
 public:
  static constexpr bool is_always_lock_free = true;

  ModelAtomic() : ModelAtomic(T{}) {}
  ModelAtomic(T initial) : location_(Execution::current().new_location()) {
    stores_.push_back({initial, {}});
  }
  ModelAtomic(const ModelAtomic&) = delete;
  ModelAtomic& operator=(const ModelAtomic&) = delete;

  T load(std::memory_order order = std::memory_order_seq_cst) const {
    Execution& execution = Execution::current();
    execution.yield();
    const T value = read(pick_store(order), acquires(order, Weaken::load_acquire));
    note("load", value);
    return value;
  }

  void store(T value, std::memory_order order = std::memory_order_seq_cst) {
    Execution::current().yield();
    append(value, releases(order, Weaken::store_release), {});
    note("store", value);
  }

  T exchange(T value, std::memory_order order = std::memory_order_seq_cst) {
    Execution::current().yield();
    const T old = modify(value, order);
    note("exchange gets", old);
    return old;
  }

  T fetch_add(T amount, std::memory_order order = std::memory_order_seq_cst) {
    Execution::current().yield();
    const T old = modify(static_cast<T>(stores_.back().value + amount), order);
    note("fetch_add gets", old);
    return old;
  }

  T fetch_or(T bits, std::memory_order order = std::memory_order_seq_cst) {
    Execution::current().yield();
    const T old = modify(static_cast<T>(stores_.back().value | bits), order);
    note("fetch_or gets", old);
    return old;
  }

  T fetch_and(T bits, std::memory_order order = std::memory_order_seq_cst) {
    Execution::current().yield();
    const T old = modify(static_cast<T>(stores_.back().value & bits), order);
    note("fetch_and gets", old);
    return old;
  }

  bool compare_exchange_strong(T& expected, T desired,
                               std::memory_order order = std::memory_order_seq_cst) {
    Execution::current().yield();
    // A success reads the newest store; a failure may also read an older one that differs.
    std::vector<std::size_t> candidates{stores_.size() - 1};
    for (std::size_t i = oldest_allowed(order); i + 1 < stores_.size(); ++i) {
      if (stores_[i].value != expected) candidates.push_back(i);
    }
    const std::size_t index = candidates[Execution::current().choose(candidates.size())];
    if (index + 1 == stores_.size() && stores_.back().value == expected) {
      modify(desired, order);
      note("compare_exchange stores", desired);
      return true;
    }
    expected = read(index, acquires(order, Weaken::rmw_acquire));
    note("compare_exchange fails on", expected);
    return false;
  }

 private:
  struct Store {
    T value;
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

  std::size_t oldest_allowed(std::memory_order order) const {
    Execution& execution = Execution::current();
    if (!execution.options().stale_reads || order == std::memory_order_seq_cst) {
      return stores_.size() - 1;
    }
    return execution.knowledge().seen[location_];
  }

  std::size_t pick_store(std::memory_order order) const {
    const std::size_t allowed = stores_.size() - oldest_allowed(order);
    return stores_.size() - 1 - Execution::current().choose(allowed);
  }

  T read(std::size_t index, bool acquire) const {
    Knowledge& knowledge = Execution::current().knowledge();
    if (acquire) knowledge.join(stores_[index].released);
    if (knowledge.seen[location_] < index) {
      knowledge.seen[location_] = static_cast<std::uint16_t>(index);
    }
    return stores_[index].value;
  }

  T modify(T value, std::memory_order order) {
    const T old = read(stores_.size() - 1, acquires(order, Weaken::rmw_acquire));
    append(value, releases(order, Weaken::rmw_release), stores_.back().released);
    return old;
  }

  void append(T value, bool release, Knowledge released) {
    Execution& execution = Execution::current();
    execution.knowledge().seen[location_] = static_cast<std::uint16_t>(stores_.size());
    if (release) released.join(execution.knowledge());
    stores_.push_back({value, released});
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

/// Stands in for std::mutex.
class ModelMutex {
 public:
  void lock() {
    Execution& execution = Execution::current();
    execution.yield();
    while (locked_) execution.wait_while(&locked_);
    take();
  }
  bool try_lock() {
    Execution::current().yield();
    if (locked_) return false;
    take();
    return true;
  }
  void unlock() {
    Execution& execution = Execution::current();
    execution.yield();
    released_.join(execution.knowledge());
    execution.advance();
    locked_ = false;
    execution.note("unlocks");
  }

 private:
  void take() {
    locked_ = true;
    Execution::current().knowledge().join(released_);
    Execution::current().note("locks");
  }

  bool locked_ = false;
  Knowledge released_;
};

/// A piece of plain data. Its accesses are watched: two that conflict and that nothing orders are a
/// data race, whichever of them happened to come first.
template <typename T>
class Plain {
 public:
  Plain() : Plain(T{}) {}
  Plain(T value) : value_(value) { claim(); }
  Plain(const Plain& other) : Plain(other.get()) {}
  Plain& operator=(const Plain& other) {
    set(other.get());
    return *this;
  }

  T get() const {
    step();
    Execution& execution = Execution::current();
    check(writer_, written_, "is read while it is written");
    reads_[execution.running()] = execution.tick();
    if (execution.tracing()) execution.note("reads " + std::to_string(value_));
    return value_;
  }

  void set(T value) {
    step();
    check(writer_, written_, "is written twice at a time");
    for (std::size_t reader = 0; reader < kMaxThreads; ++reader) {
      check(reader, reads_[reader], "is written while it is read");
    }
    if (Execution::current().tracing()) {
      Execution::current().note("writes " + std::to_string(value));
    }
    value_ = value;
    claim();
  }

 private:
  static void step() {
    if (Execution::current().options().interleave_data) Execution::current().yield();
  }

  static void check(std::size_t other, std::uint32_t when, const char* what) {
    Execution& execution = Execution::current();
    if (!execution.options().detect_races) return;
    if (when > execution.knowledge().ticks[other]) {
      execution.expect(false, std::string("data race: something ") + what);
    }
  }

  void claim() {
    writer_ = Execution::current().running();
    written_ = Execution::current().tick();
  }

  T value_;
  std::size_t writer_ = 0;
  std::uint32_t written_ = 0;
  mutable std::array<std::uint32_t, kMaxThreads> reads_{};
};

/// The modelled primitives in the shape that the hand-overs take.
struct ModelSync {
  template <typename T>
  using Atomic = ModelAtomic<T>;
  using Mutex = ModelMutex;
  using Index = std::uint8_t;
  template <typename T>
  static constexpr bool kIsRecord = true;  // watched data copies step by step
};

}  // namespace attacca::model
