// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/own_program.hpp"

#include <string>

#include <windows.h>

namespace attacca::files {

std::filesystem::path own_program() {
  std::wstring path(32'768, L'\0');
  const DWORD size = ::GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size()));
  path.resize(size < path.size() ? size : 0);
  return path;
}

}  // namespace attacca::files
