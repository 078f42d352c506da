// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abi/clap/ext/preset_load.hpp"
#include "abi/clap/factory/preset_discovery.hpp"

namespace attacca::faulty {

/// Two presets in the plugin's file: "Quiet" and "Loud". [any]
[[nodiscard]] const clap::PresetDiscoveryFactory& preset_factory() noexcept;
[[nodiscard]] const clap::PluginPresetLoad& preset_table() noexcept;

}  // namespace attacca::faulty
