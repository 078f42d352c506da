// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::dev {

/// A plugin of a build folder, and how it is built.
struct DevProject {
  std::filesystem::path build;   ///< absolute
  std::string target;            ///< as CMake calls it
  std::string name;              ///< as hosts show it
  std::filesystem::path binary;  ///< the library; may not be built yet
  std::string format;  ///< in which it is loaded: "clap", or "vst3" where it is that alone
  std::vector<std::filesystem::path> sources;  ///< that the build has recorded, absolute
  std::filesystem::path home;                  ///< the folder of the project's first CMakeLists.txt
  std::filesystem::path cmake;                 ///< the program
  std::filesystem::path ninja;                 ///< the program; empty: another generator is used
};

/// The plugin `target`, by its target or its name; empty: the only one that there is. Errors: no
/// build folder, and how to make one; no such plugin, and which there are. [main]
[[nodiscard]] Result<DevProject> find_project(const std::filesystem::path& build,
                                              const std::string& target);

}  // namespace attacca::dev
