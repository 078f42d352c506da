// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <cstdlib>

#include "platform/preset_folder.hpp"
#include "platform/preset_store.hpp"

namespace attacca::core {

// "VST 3 Locations / Format: preset locations" names these for macOS.
PresetRoots preset_roots() {
  PresetRoots roots;
  const char* const home = std::getenv("HOME");
  if (home != nullptr && *home == '/') {
    roots.user = std::string(home) + "/Library/Audio/Presets/";
  }
  roots.shared = {"/Library/Audio/Presets/", "/Network/Library/Audio/Presets/"};
  return roots;
}

std::string as_file_name(std::string_view name) {
  constexpr std::size_t kMostName = 200;  // bytes; what a file system takes has 255
  // The Finder shows a colon as a slash, and the other way round.
  return cleared_name(name, "/\\:", kMostName);
}

}  // namespace attacca::core
