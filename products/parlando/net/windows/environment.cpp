// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/environment.hpp"

#include <string>
#include <string_view>

#include <windows.h>

namespace parlando {

std::string environment(const char* name) {
  // Not getenv(): that is a copy from the start of the program, in the letters of its code page.
  const std::string_view letters(name);
  const std::wstring wide_name(letters.begin(), letters.end());
  std::wstring wide;
  DWORD size = ::GetEnvironmentVariableW(wide_name.c_str(), nullptr, 0);
  while (size > wide.size()) {  // again if another thread has made it longer meanwhile
    wide.resize(size);
    size = ::GetEnvironmentVariableW(wide_name.c_str(), wide.data(), size);
  }
  const int length = static_cast<int>(size);
  std::string text(std::size_t{size} * 3, '\0');
  const int bytes = ::WideCharToMultiByte(CP_UTF8, 0, wide.data(), length, text.data(),
                                          static_cast<int>(text.size()), nullptr, nullptr);
  text.resize(bytes > 0 ? static_cast<std::size_t>(bytes) : 0);
  return text;
}

}  // namespace parlando
