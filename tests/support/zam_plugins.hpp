// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include <unistd.h>

namespace attacca::test {

/// The plugins of Debian's zam-plugins that are installed here, VST3 and CLAP, sorted by path.
inline std::vector<std::filesystem::path> zam_plugins() {
  std::vector<std::filesystem::path> paths;
  for (const char* const folder : {"/usr/lib/vst3", "/usr/lib/clap"}) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
      if (entry.path().filename().string().starts_with("Za")) paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// Ends a test program as skipped where none are installed.
[[maybe_unused]] inline const bool g_has_zam_plugins = [] {
  if (zam_plugins().empty()) _exit(77);
  return true;
}();

}  // namespace attacca::test
