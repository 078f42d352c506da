// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::clap_wrapper {

/// The table of this factory id if there are factory presets and it is the one that lists them, or
/// null. [any]
const void* find_preset_factory(const char* factory_id) noexcept;

/// The table of this extension id if there are factory presets and it is the one that loads them,
/// or null. [any]
const void* find_preset_extension(const char* extension_id) noexcept;

}  // namespace attacca::clap_wrapper
