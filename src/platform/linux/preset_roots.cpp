// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <cstdlib>

#include "platform/preset_folder.hpp"
#include "platform/preset_store.hpp"

namespace attacca::core {

PresetRoots preset_roots() {
  PresetRoots roots;
  const char* const home = std::getenv("HOME");
  if (home != nullptr && *home == '/') roots.user = std::string(home) + "/.vst3/presets/";
  roots.shared = {"/usr/share/vst3/presets/", "/usr/local/share/vst3/presets/"};
  return roots;
}

std::string as_file_name(std::string_view name) {
  constexpr std::size_t kMostName = 200;  // bytes; what a file system takes has 255
  return cleared_name(name, "/\\", kMostName);
}

}  // namespace attacca::core
