// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "ship/build_settings.hpp"

#include <sstream>
#include <string_view>

#include "files/file.hpp"

namespace attacca::ship {

Result<BuildSettings> read_build_settings(const std::filesystem::path& build) {
  constexpr std::uint64_t kLargest = std::uint64_t{16} << 20U;
  const auto text = files::read_text(build / "CMakeCache.txt", kLargest);
  if (!text) {
    return fail("not a build folder of CMake's: " + build.string() +
                ": configure and build first, or name the build folder with --build");
  }
  BuildSettings settings;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    // NAME:TYPE=value
    const std::size_t colon = line.find(':');
    const std::size_t equals = line.find('=', colon == std::string::npos ? 0 : colon);
    if (line.starts_with('#') || line.starts_with('/') || equals == std::string::npos) continue;
    const std::string_view name = std::string_view(line).substr(0, colon);
    const std::string value = line.substr(equals + 1);
    if (name == "CMAKE_PROJECT_NAME") settings.project = value;
    if (name == "CMAKE_PROJECT_VERSION") settings.version = value;
    if (name == "CMAKE_HOME_DIRECTORY") settings.sources = value;
    if (name == "CMAKE_BUILD_TYPE") settings.build_type = value;
    if (name == "ATTACCA_SANITIZE") settings.is_sanitized = !value.empty();
  }
  if (settings.sources.empty()) {
    return fail("not a build folder of CMake's: " + build.string() +
                ": its CMakeCache.txt names no sources: configure again");
  }
  return settings;
}

}  // namespace attacca::ship
