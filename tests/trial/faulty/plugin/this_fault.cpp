// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "faulty/plugin/this_fault.hpp"

#include <cstdlib>

#include <dlfcn.h>

namespace attacca::faulty {

namespace {

const Fault g_fault = [] {
  Dl_info info{};
  static const char anchor = 0;
  return dladdr(&anchor, &info) != 0 && info.dli_fname != nullptr ? fault_of_file(info.dli_fname)
                                                                  : Fault::none;
}();

/// After g_fault, which it asks.
[[maybe_unused]] const bool g_leaked_at_load = [] {
  if (is(Fault::leaks_memory_each_load)) leak();
  return true;
}();

}  // namespace

void leak() {
  void* volatile lost = std::malloc(1024);  // volatile: it must stay
  static_cast<void>(lost);
}

Fault this_fault() noexcept {
  return g_fault;
}

}  // namespace attacca::faulty
