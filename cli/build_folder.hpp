// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <system_error>

#include "files/own_program.hpp"
#include "package/build_manifest.hpp"

namespace attacca::cli {

/// The build folder that the caller stands in or above, else the one that this program belongs to;
/// "build" where there is none. [main]
inline std::filesystem::path find_build_folder() {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path program = files::own_program();
  for (const fs::path& build :
       {fs::path("build"), fs::path("."), program.parent_path().parent_path()}) {
    if (fs::is_directory(build / package::kManifestFolder, error)) return build;
  }
  return "build";
}

}  // namespace attacca::cli
