// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/process_end.hpp"

#include <array>
#include <cstdint>
#include <cstdio>

#include <windows.h>

namespace attacca::host {
namespace {

struct NamedCode {
  std::uint32_t code;
  const char* name;
};

// NTSTATUS values, as the documentation of GetExceptionCode and of __fastfail has them.
constexpr std::array kNames{
    NamedCode{0x40000015, "abort()"},
    NamedCode{0x80000001, "an access to a guard page"},
    NamedCode{0x80000002, "a misaligned access"},
    NamedCode{0x80000003, "a breakpoint"},
    NamedCode{0xC0000005, "an access violation"},
    NamedCode{0xC0000006, "an error of a mapped file"},
    NamedCode{0xC0000017, "the end of memory"},
    NamedCode{0xC000001D, "an illegal instruction"},
    NamedCode{0xC0000025, "an exception that nothing continues after"},
    NamedCode{0xC000008C, "an index out of bounds"},
    NamedCode{0xC000008E, "a floating-point division by zero"},
    NamedCode{0xC0000090, "an invalid floating-point operation"},
    NamedCode{0xC0000094, "a division by zero"},
    NamedCode{0xC0000095, "an integer overflow"},
    NamedCode{0xC0000096, "a privileged instruction"},
    NamedCode{0xC00000FD, "a stack overflow"},
    NamedCode{0xC000013A, "Ctrl-C"},
    NamedCode{0xC0000374, "a damaged heap"},
    NamedCode{0xC0000409, "a fail-fast"},
    NamedCode{0x20474343, "a C++ exception that nobody caught"},
    NamedCode{0xE06D7363, "a C++ exception that nobody caught"},
};

}  // namespace

EndCause cause_of(int signal) noexcept {
  return static_cast<std::uint32_t>(signal) == 0xC000013A ? EndCause::outside : EndCause::fault;
}

std::string name_of_signal(int signal) {
  const auto code = static_cast<std::uint32_t>(signal);
  std::array<char, 16> number{};
  std::snprintf(number.data(), number.size(), "0x%08X", static_cast<unsigned>(code));
  for (const NamedCode& each : kNames) {
    if (each.code == code) return std::string(each.name) + " (" + number.data() + ")";
  }
  return std::string("the exception ") + number.data();
}

std::string_view remark_on(int) noexcept {
  return "";
}

std::string narrow_limits() {
  return {};
}

}  // namespace attacca::host
