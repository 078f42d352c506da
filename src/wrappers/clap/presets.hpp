// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::clap_wrapper {

/// The table of this factory id if it is the one that lists presets, and the plugin has some in its
/// binary or keeps them in files; or null. [any]
const void* find_preset_factory(const char* factory_id) noexcept;

/// The same for the extension that loads them. [any]
const void* find_preset_extension(const char* extension_id) noexcept;

}  // namespace attacca::clap_wrapper
