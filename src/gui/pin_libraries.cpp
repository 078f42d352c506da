// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/pin_libraries.hpp"

#include <initializer_list>

#include <dlfcn.h>

namespace attacca::gui {

void pin_libraries() noexcept {
  // All that they depend on stays with them. They are loaded already: this costs a look-up.
  for (const char* library : {"libpangocairo-1.0.so.0", "libcairo.so.2"}) {
    dlopen(library, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE | RTLD_NOLOAD);
  }
}

}  // namespace attacca::gui
