// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Makes a plugin class loadable. In one source file of the plugin, at global scope:
//
//     #include <attacca/export.hpp>
//     class Gain final : public attacca::Plugin { … };
//     ATTACCA_EXPORT(Gain);
//
// Several classes in one binary: ATTACCA_EXPORT(Gain, Delay). The formats to ship are chosen in
// CMake (attacca_add_plugin), not here. Ids and names become a record in the binary that is read
// without running it; a plugin without an id or a name is a compile error.

#include <array>
#include <span>

#include "attacca/detail/plugin_entry.hpp"
#include "attacca/formats/metadata.hpp"
#include "attacca/platform/record_sections.hpp"
#include "attacca/plugin.hpp"

/// Ships the plugin classes given as this binary's plugins, in every format it is built for. Once
/// per binary, at global scope.
#define ATTACCA_EXPORT(...)                                                                      \
  [[ATTACCA_METADATA_SECTION]]                                                                   \
  constexpr auto attacca_plugin_metadata = ::attacca::detail::make_metadata<__VA_ARGS__>();      \
  std::span<const ::attacca::detail::PluginEntry> attacca::detail::exported_plugins() noexcept { \
    return ::attacca::detail::entries_of<__VA_ARGS__>();                                         \
  }                                                                                              \
  static_assert(true, "takes the semicolon")

namespace attacca::detail {

template <typename... P>
std::span<const PluginEntry> entries_of() noexcept {
  static constexpr std::array<PluginEntry, sizeof...(P)> kEntries = {make_entry<P>()...};
  return kEntries;
}

}  // namespace attacca::detail
