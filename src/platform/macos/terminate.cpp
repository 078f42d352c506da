// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>

extern "C" {

// The C++ runtime asks this one alone for an exception's readable name, to say it when
// std::terminate is called: a demangler of 79 kB in each plugin. Nothing of ours lets exceptions
// get this far. Found before the runtime's own, since the linker takes the first archive that has
// it. NOLINTNEXTLINE(bugprone-reserved-identifier)
__attribute__((visibility("hidden"))) char* __cxa_demangle(const char* /*mangled*/,
                                                           char* /*output*/,
                                                           std::size_t* /*length*/, int* status) {
  if (status != nullptr) *status = -1;  // no memory: the mangled name is taken
  return nullptr;
}

}  // extern "C"
