// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <cstdlib>

#include <windows.h>

#if defined(__GLIBCXX__)

namespace __gnu_cxx {

// libstdc++'s own prints the exception's type by its readable name, for which it brings a demangler
// along: a seventh of a small plugin. Nothing of ours lets exceptions get this far.
void __verbose_terminate_handler() {
  static constexpr char kMessage[] = "attacca: std::terminate was called\n";
  DWORD written = 0;
  ::WriteFile(::GetStdHandle(STD_ERROR_HANDLE), kMessage, sizeof kMessage - 1, &written, nullptr);
  std::abort();
}

}  // namespace __gnu_cxx

#else

extern "C" {

// The other C++ runtime, libc++, asks this one alone for an exception's readable name. Found before
// the runtime's own, since the linker takes the first archive that has it.
// NOLINTNEXTLINE(bugprone-reserved-identifier)
char* __cxa_demangle(const char* /*mangled*/, char* /*output*/, std::size_t* /*length*/,
                     int* status) {
  if (status != nullptr) *status = -1;  // no memory: the mangled name is taken
  return nullptr;
}

}  // extern "C"

#endif
