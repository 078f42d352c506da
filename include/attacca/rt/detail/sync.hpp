// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <type_traits>

namespace attacca::rt::detail {

/// What every hand-over of this folder is built from. It is a template argument so that the tests
/// can put the very same code on counted or modelled primitives and walk through every
/// interleaving; everybody else takes the default and never writes it down.
struct StdSync {
  template <typename T>
  using Atomic = std::atomic<T>;

  using Mutex = std::mutex;

  /// Counts the items of a queue; wraps round.
  using Index = std::size_t;

  /// May a T be copied on the audio thread, byte for byte, with nothing to allocate or to free?
  template <typename T>
  static constexpr bool kIsRecord = std::is_trivially_copyable_v<T>;
};

/// Things that two threads write to lie at least this far apart. A mistake here costs time, never
/// correctness.
inline constexpr std::size_t kCacheLineSize = 64;

}  // namespace attacca::rt::detail
