// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::clap {

/// Where a preset is to be found.
enum class PresetDiscoveryLocationKind : std::uint32_t {
  file = 0,    ///< at an absolute path
  plugin = 1,  ///< inside the plugin; the location is null
};

}  // namespace attacca::clap
