// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "host/stack/raw_backtrace.hpp"

namespace attacca::host {

/// Where one thread was.
struct ThreadRecord {
  std::int32_t id = 0;  ///< As gettid(2) counts; the main thread's is the process's.
  std::uint32_t in_realtime_scope = 0;
  std::array<char, 16> name{};
  RawBacktrace backtrace;
};

/// What a process leaves behind when it crashes, or when it is asked where it is. Lives in memory
/// that another process shares; memory full of zeros is an empty record. `read_crash()` (see
/// crash_report.hpp) makes it readable.
struct CrashRecord {
  static constexpr std::size_t kThreads = 16;
  static constexpr std::size_t kMapsSize = std::size_t{256} * 1024;

  /// kEmpty, then kWriting, then kComplete; by std::atomic_ref. A record that stays at kWriting was
  /// left by a process so damaged that it crashed again; what is there is good.
  static constexpr std::uint32_t kEmpty = 0;
  static constexpr std::uint32_t kWriting = 1;
  static constexpr std::uint32_t kComplete = 2;
  std::uint32_t state = kEmpty;

  std::int32_t signal = 0;   ///< SIGQUIT: it was asked.
  std::int32_t code = 0;     ///< si_code, sigaction(2)
  std::int32_t process = 0;  ///< Its id.
  /// That could not be accessed, when the processor found out (SIGSEGV, SIGBUS; code > 0).
  std::uint64_t address = 0;
  std::uint64_t program_counter = 0;

  /// The first is the one that got the signal. By std::atomic_ref; may exceed kThreads.
  std::uint32_t thread_count = 0;
  std::array<ThreadRecord, kThreads> threads{};

  /// Lines of /proc/self/maps that can be executed.
  std::uint32_t maps_size = 0;
  std::array<char, kMapsSize> maps{};
};
static_assert(std::is_trivially_copyable_v<CrashRecord>);

/// Makes this process write into `record` when it gets SIGSEGV, SIGBUS, SIGILL, SIGFPE or SIGABRT,
/// and then die of that signal as it would have; and on SIGQUIT write where all its threads are,
/// and go on. `record` must stay mapped. The calling thread gets a signal stack, so that its stack
/// overflow is recorded as well; others have `SignalStack`. Call it again when a plugin may have
/// changed the handlers. [main]
void install_crash_reporter(CrashRecord& record) noexcept;

/// Gives this thread a stack for signal handlers while it lives, unless it has one. [any]
/// Allocates.
class SignalStack {
 public:
  SignalStack() noexcept;
  ~SignalStack();
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  void* memory_ = nullptr;
};

}  // namespace attacca::host
