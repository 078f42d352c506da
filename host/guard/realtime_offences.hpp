// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "host/stack/raw_backtrace.hpp"

namespace attacca::host {

/// What takes unbounded time and so has no place on the audio thread.
enum class RealtimeOffenceKind : std::uint8_t {
  allocation,   ///< malloc and its kin, operator new
  free,         ///< of anything but null
  lock,         ///< A mutex, read-write or spin lock was waited for; trying is none.
  wait,         ///< for a condition, semaphore, barrier, futex, thread or process
  sleep,        ///< also giving the processor away: sched_yield
  thread,       ///< A thread or process was started.
  file,         ///< Files, folders, pipes; printing.
  socket,       ///< Sockets and waiting for descriptors: poll, select, epoll_wait.
  mapping,      ///< mmap, munmap, mprotect and their kin
  library,      ///< dlopen, dlclose
  system_call,  ///< Any other call of syscall(2).
};
inline constexpr std::size_t kRealtimeOffenceKinds = 11;

/// One word, such as "allocation"; "system call" has two. [any]
[[nodiscard]] std::string_view name_of(RealtimeOffenceKind kind) noexcept;

/// Offences of one kind that came by the same way.
struct OffenceSite {
  RealtimeOffenceKind kind{};
  std::uint64_t count = 0;
  RawBacktrace backtrace;  ///< Begins in the function that made the call.
};

/// The different places that offences came from: the first kCapacity are kept and counted. Any
/// number of threads may note, any may read meanwhile: a place is written once, before it is
/// published, and only its count changes later.
class OffenceSites {
 public:
  static constexpr std::size_t kCapacity = 64;

  /// Notes one offence that was called for from `caller`, a return address; `frame` is
  /// the stack's height there. Unwinds the stack for the first 1024 offences and for one in 64
  /// after that; the others are counted where the last offence of the same caller at the same
  /// height was. Bounded work, no lock, no allocation. [audio]
  void note(RealtimeOffenceKind kind, const void* caller, const void* frame) noexcept;

  /// In the order of their first offence. [main]
  [[nodiscard]] std::vector<OffenceSite> list() const;

  /// Offences that belong to none of the places kept. [any]
  [[nodiscard]] std::uint64_t elsewhere() const noexcept {
    return elsewhere_.load(std::memory_order_relaxed);
  }

 private:
  struct Site {
    std::atomic<bool> is_published{false};
    RealtimeOffenceKind kind{};
    std::uint64_t hash = 0;
    RawBacktrace backtrace;
    std::atomic<std::uint64_t> count{0};
    std::atomic<std::uint64_t> fingerprint{0};
  };

  /// The only site with the fingerprint; null when there is none or it is not the only one.
  [[nodiscard]] Site* known_by(std::uint64_t fingerprint) noexcept;
  void note_stack(RealtimeOffenceKind kind, std::uint64_t caller,
                  std::uint64_t fingerprint) noexcept;

  std::array<Site, kCapacity> sites_;
  std::atomic<std::size_t> claimed_{0};
  std::atomic<std::uint64_t> unwound_{0};
  std::atomic<std::uint64_t> elsewhere_{0};
};

/// What was done on the audio thread that takes unbounded time, by kind and by place. Threads may
/// add at the same time. Reading is [any].
struct RealtimeOffences {
  using Counter = std::atomic<std::uint64_t>;

  Counter allocations{0};
  Counter frees{0};
  Counter locks{0};
  Counter waits{0};
  Counter sleeps{0};
  Counter threads{0};
  Counter files{0};
  Counter sockets{0};
  Counter mappings{0};
  Counter libraries{0};
  Counter system_calls{0};

  [[nodiscard]] std::uint64_t count(RealtimeOffenceKind kind) const noexcept;
  [[nodiscard]] std::uint64_t total() const noexcept;

  /// Where they came from; symbolise while the plugin is loaded. [main]
  [[nodiscard]] std::vector<OffenceSite> sites() const { return sites_.list(); }
  /// Offences for which there was no room among the sites. [any]
  [[nodiscard]] std::uint64_t without_site() const noexcept { return sites_.elsewhere(); }

  /// Counts one; see OffenceSites::note. [audio]
  void note(RealtimeOffenceKind kind, const void* caller, const void* frame) noexcept;

 private:
  OffenceSites sites_;
};

}  // namespace attacca::host
