// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::files::windows {

/// STATUS_FATAL_APP_EXIT: with what a process of ours ends that has called abort().
inline constexpr std::uint32_t kAborted = 0x4000'0015;

/// Whether a process that ended with this code was ended by the system, for an exception that it
/// did not handle or for another reason, or by abort(); else it ended by itself with the code. An
/// exit code is any number, so a program that says 0xC0000005 itself cannot be told from one that
/// crashed; -1 and its like can.
/// Source: Microsoft, "NTSTATUS Values" ([MS-ERREF] 2.3): errors have the highest two bits, and
/// neither the customer's bit (29) nor the reserved one (28). [any]
[[nodiscard]] constexpr bool is_exit_reason(std::uint32_t code) noexcept {
  if ((code & 0xF000'0000U) == 0xC000'0000U) return true;
  switch (code) {
    case 0x8000'0001:  // an access to a guard page
    case 0x8000'0002:  // a misaligned access
    case 0x8000'0003:  // a breakpoint
    case 0x8000'0004:  // a single step
    case 0x2047'4343:  // "GCC ", as its runtime raises C++ exceptions
    case 0xE06D'7363:  // "msc", likewise Microsoft's
    case kAborted:
      return true;
    default:
      return false;
  }
}

}  // namespace attacca::files::windows
