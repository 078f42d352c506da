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
  std::int32_t id = 0;  ///< The system's own.
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

  std::int32_t signal = 0;  ///< See host/base/process_end.hpp; when asked SIGQUIT, on Windows 0.
  std::uint32_t was_asked = 0;   ///< 1: where it is; it did not crash.
  std::int32_t main_thread = 0;  ///< Its id.
  /// That could not be accessed, when the processor found that out.
  std::uint32_t has_address = 0;
  std::uint64_t address = 0;
  /// Where a process that is asked begins a thread which answers; for systems without signals.
  std::uint64_t answer = 0;
  std::uint64_t program_counter = 0;

  /// The first is the one that got the signal. By std::atomic_ref; may exceed kThreads.
  std::uint32_t thread_count = 0;
  std::array<ThreadRecord, kThreads> threads{};

  /// Lines of /proc/self/maps that can be executed; on Windows a line of that kind for a module.
  std::uint32_t maps_size = 0;
  std::array<char, kMapsSize> maps{};
};
static_assert(std::is_trivially_copyable_v<CrashRecord>);

/// Makes this process write into `record` when it gets SIGSEGV, SIGBUS, SIGILL, SIGFPE or SIGABRT,
/// and then die of that signal as it would have; and on SIGQUIT write where all its threads are,
/// and go on. On Windows: when an exception is not handled or abort() is called; the process ends
/// with the exception's code. `record` must stay mapped. The calling thread gets a signal stack, so
/// that its stack overflow is recorded as well; others have `SignalStack`. Call it again when a
/// plugin may have changed the handlers. [main]
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
