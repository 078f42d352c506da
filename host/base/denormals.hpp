// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#ifdef __SSE__
#include <xmmintrin.h>
#endif

namespace attacca::host {

/// On the calling thread from now on, as DAWs do: plugins that decay into denormals would become
/// many times slower. [any]
inline void flush_denormals_to_zero() noexcept {
#ifdef __SSE__
  constexpr unsigned kFlushToZero = 0x8000;
  constexpr unsigned kDenormalsAreZero = 0x0040;
  _mm_setcsr(_mm_getcsr() | kFlushToZero | kDenormalsAreZero);
#endif
}

}  // namespace attacca::host
