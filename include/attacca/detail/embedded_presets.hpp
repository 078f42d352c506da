// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>
#include <string_view>

#include "attacca/state/preset.hpp"

namespace attacca::detail {

/// The presets of one plugin.
struct EmbeddedPresets {
  std::string_view plugin;  ///< PluginInfo::id
  std::span<const Preset> presets;
};

/// Those of this binary. What attacca_add_plugin() writes where there are PRESETS; none otherwise.
/// [any]
std::span<const EmbeddedPresets> embedded_presets() noexcept;

}  // namespace attacca::detail
