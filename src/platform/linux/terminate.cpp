// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdlib>

#include <unistd.h>

#if defined(__GLIBCXX__)

namespace __gnu_cxx {

// libstdc++'s own prints the exception's type by its readable name, for which it brings a demangler
// along: a seventh of a small plugin. Nothing of ours lets exceptions get this far.
__attribute__((visibility("hidden"))) void __verbose_terminate_handler() {
  static constexpr char kMessage[] = "attacca: std::terminate was called\n";
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, kMessage, sizeof kMessage - 1);
  std::abort();
}

}  // namespace __gnu_cxx

#endif
