// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/user_folders.hpp"

#include <cwchar>

namespace parlando {
namespace {

namespace fs = std::filesystem;

/// Of this user on this machine, readable by nobody else; empty if the environment has none.
fs::path local_folder() {
  const wchar_t* const value = ::_wgetenv(L"LOCALAPPDATA");
  const fs::path base = value != nullptr ? value : L"";
  return base.is_absolute() ? base / "parlando" : fs::path();
}

}  // namespace

fs::path runtime_folder() {
  const fs::path local = local_folder();
  // The folder of temporary files is the user's own there, too.
  return (local.empty() ? fs::temp_directory_path() / "parlando" : local) / "run";
}

fs::path state_folder() {
  return local_folder();
}

}  // namespace parlando
