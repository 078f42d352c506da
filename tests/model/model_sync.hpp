// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/model/execution.hpp"
#include "tests/model/model_atomic.hpp"

namespace attacca::model {

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
