// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "presets/preset_files.hpp"

// Out of the archive only where preset_files.cpp is not linked: cmake/plugin.cmake.
const attacca::core::PresetFileCode* attacca::core::preset_file_code() noexcept {
  return nullptr;
}
