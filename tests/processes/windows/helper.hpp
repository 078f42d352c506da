// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include <windows.h>

namespace attacca::processes::test {

/// The helper, which lies beside the test program, with words that say what it does.
inline std::vector<std::string> helper(const std::vector<std::string>& words) {
  std::array<wchar_t, 4096> self{};
  ::GetModuleFileNameW(nullptr, self.data(), static_cast<DWORD>(self.size()));
  std::vector<std::string> command{
      (std::filesystem::path(self.data()).parent_path() / HELPER).string()};
  command.insert(command.end(), words.begin(), words.end());
  return command;
}

}  // namespace attacca::processes::test
