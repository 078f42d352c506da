// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "faulty/plugin/this_fault.hpp"

#include <dlfcn.h>

namespace attacca::faulty {

namespace {

const Fault g_fault = [] {
  Dl_info info{};
  static const char anchor = 0;
  return dladdr(&anchor, &info) != 0 && info.dli_fname != nullptr ? fault_of_file(info.dli_fname)
                                                                  : Fault::none;
}();

}  // namespace

Fault this_fault() noexcept {
  return g_fault;
}

}  // namespace attacca::faulty
