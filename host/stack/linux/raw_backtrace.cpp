// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/raw_backtrace.hpp"

#include <atomic>

#include <unwind.h>

namespace attacca::host {
namespace {

/// As deep as our own functions can be on a stack.
constexpr std::uint32_t kMostSkipped = 16;

// Where the linker put the functions that take the place of the C library's; null where it is not
// linked. Nobody wants to see them on a stack.
extern "C" const char __start_attacca_guard[] __attribute__((weak, visibility("hidden")));
extern "C" const char __stop_attacca_guard[] __attribute__((weak, visibility("hidden")));

bool is_in_guard(std::uint64_t address) noexcept {
  return address >= reinterpret_cast<std::uint64_t>(__start_attacca_guard) &&
         address < reinterpret_cast<std::uint64_t>(__stop_attacca_guard);
}

struct Walk {
  RawBacktrace& out;
  std::uint64_t from;
  std::uint32_t seen = 0;
};

// The unwinder of the compiler's runtime rather than glibc's backtrace(): it is what that calls,
// but it says whether a frame was interrupted by a signal, and it needs no library to be loaded
// first.
_Unwind_Reason_Code on_frame(_Unwind_Context* context, void* argument) {
  Walk& walk = *static_cast<Walk*>(argument);
  int is_before_instruction = 0;
  std::uint64_t address = _Unwind_GetIPInfo(context, &is_before_instruction);
  if (address == 0) return _URC_END_OF_STACK;
  if (is_before_instruction == 0) --address;
  ++walk.seen;
  if (walk.from != 0) {
    if (address != walk.from) {
      return walk.seen < kMostSkipped ? _URC_NO_REASON : _URC_END_OF_STACK;
    }
    walk.from = 0;
  }
  if (is_in_guard(address)) return _URC_NO_REASON;
  if (walk.out.size == RawBacktrace::kCapacity) {
    walk.out.is_cut = 1;
    return _URC_END_OF_STACK;
  }
  walk.out.addresses[walk.out.size] = address;
  std::atomic_signal_fence(std::memory_order_release);
  ++walk.out.size;
  return _URC_NO_REASON;
}

}  // namespace

__attribute__((noinline)) void capture_backtrace(RawBacktrace& out, std::uint64_t from) noexcept {
  out.size = 0;
  out.is_cut = 0;
  Walk walk{out, from};
  _Unwind_Backtrace(on_frame, &walk);
  if (out.size > 0) return;
  const auto caller = reinterpret_cast<std::uint64_t>(__builtin_return_address(0)) - 1;
  Walk again{out, from == caller ? 0 : caller};
  _Unwind_Backtrace(on_frame, &again);
}

void prime_backtraces() noexcept {
  RawBacktrace backtrace;
  capture_backtrace(backtrace);
}

}  // namespace attacca::host
