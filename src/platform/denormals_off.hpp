// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace attacca::core {

/// While it lives, the processor treats denormal numbers as zero on this thread, which keeps
/// decaying feedback from costing a hundred times its usual time; afterwards it is as it was.
/// [audio]
class DenormalsOff {
 public:
#if defined(__SSE__)
  // Writing the register costs more than reading it, and most hosts have set it already.
  DenormalsOff() noexcept : before_(_mm_getcsr()) {
    if (were_on()) _mm_setcsr(before_ | kFlushAndTreatAsZero);
  }
  ~DenormalsOff() {
    if (were_on()) _mm_setcsr(before_);
  }

 private:
  static constexpr unsigned kFlushAndTreatAsZero = 0x8040;  // MXCSR bits FTZ (15) and DAZ (6)
  [[nodiscard]] bool were_on() const noexcept {
    return (before_ & kFlushAndTreatAsZero) != kFlushAndTreatAsZero;
  }
  unsigned before_;
#elif defined(__aarch64__)
  DenormalsOff() noexcept {
    __asm__ volatile("mrs %0, fpcr" : "=r"(before_));
    __asm__ volatile("msr fpcr, %0" : : "r"(before_ | kFlush));
  }
  ~DenormalsOff() { __asm__ volatile("msr fpcr, %0" : : "r"(before_)); }

 private:
  static constexpr std::uint64_t kFlush = std::uint64_t{1} << 24;  // FPCR bit FZ
  std::uint64_t before_ = 0;
#else
  DenormalsOff() noexcept {}
  ~DenormalsOff() {}
#endif

 public:
  DenormalsOff(const DenormalsOff&) = delete;
  DenormalsOff& operator=(const DenormalsOff&) = delete;
};

}  // namespace attacca::core
