// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cwchar>

#include "parlando/score/instrument_files.hpp"

namespace parlando::score {
namespace {

namespace fs = std::filesystem;

/// The folder of definitions in one that a variable of every session names.
fs::path folder_in(const wchar_t* variable) {
  const wchar_t* const value = ::_wgetenv(variable);
  const fs::path base = value != nullptr ? value : L"";
  return base.is_absolute() ? base / "parlando" / "instruments" : fs::path();
}

}  // namespace

const char* const kInstrumentVariables = "%APPDATA%";

fs::path own_instrument_folder() {
  return folder_in(L"APPDATA");
}

std::vector<fs::path> instrument_folders() {
  std::vector<fs::path> folders;
  for (const fs::path& folder : {own_instrument_folder(), folder_in(L"ProgramData")}) {
    if (!folder.empty()) folders.push_back(folder);
  }
  return folders;
}

}  // namespace parlando::score
