// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "command_line/arguments.hpp"

#include <cstdlib>

#include <shlobj.h>
#include <windows.h>

#include "platform/windows/utf16.hpp"

namespace attacca::command_line {

std::vector<std::string> given_words(int, char**) {
  int count = 0;
  wchar_t** words = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  std::vector<std::string> given;
  for (int i = 1; words != nullptr && i < count; ++i) given.push_back(core::to_utf8(words[i]));
  ::LocalFree(words);
  return given;
}

void set_variable_if_missing(const char* name, const char* value) {
  if (std::getenv(name) == nullptr) ::_putenv_s(name, value);
}

}  // namespace attacca::command_line
