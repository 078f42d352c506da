// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>

#include "attacca/base/result.hpp"

namespace attacca::ship {

/// What a build folder of CMake's says about itself.
struct BuildSettings {
  std::string project;
  std::string version;            ///< empty: the project names none
  std::filesystem::path sources;  ///< the project's folder
  std::string build_type;         ///< empty: none, which is built as Release is
  bool is_sanitized = false;
};

/// Reads CMakeCache.txt. [main]
/// Errors: there is none, or it is not CMake's.
[[nodiscard]] Result<BuildSettings> read_build_settings(const std::filesystem::path& build);

}  // namespace attacca::ship
