// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/system_library.hpp"

#include <windows.h>

namespace attacca::gui {

void (*find_in_library(const wchar_t* library, const char* name) noexcept)() {
  // From the system's folder alone: a file of that name beside the host is not what is meant.
  const HMODULE module = ::LoadLibraryExW(library, nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  if (module == nullptr) return nullptr;
  return reinterpret_cast<void (*)()>(::GetProcAddress(module, name));
}

}  // namespace attacca::gui
