// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>  // which names the library

#if defined(__GLIBCXX__)

namespace __gnu_cxx {

// libstdc++'s own, without a declaration in its headers: gives back the memory that it keeps for
// exceptions when there is none left. Weak: a library that does without it is no error.
// NOLINTNEXTLINE(bugprone-reserved-identifier)
__attribute__((weak)) void __freeres() noexcept;

}  // namespace __gnu_cxx

extern "C" {

// Each plugin brings a C++ runtime of its own, whose pool (72 kB) is allocated when the plugin is
// loaded and freed by nobody: a host that scans a thousand times would lose 72 MB. Runs after all
// other destructors of the plugin (lower numbers are the implementation's), so that nothing can
// throw any more. attacca_add_plugin() links it by its name, only beside a static runtime: a shared
// one has other users.
__attribute__((destructor(101))) void attacca_free_exception_pool() {
  if (__gnu_cxx::__freeres != nullptr) __gnu_cxx::__freeres();
}

}  // extern "C"

#endif
