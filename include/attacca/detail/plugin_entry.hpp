// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "attacca/formats/format_ids.hpp"
#include "attacca/formats/vst3_class_id.hpp"
#include "attacca/plugin.hpp"
#include "attacca/plugin_info.hpp"

namespace attacca::detail {

/// One plugin of this binary, as the wrappers see it.
struct PluginEntry {
  PluginInfo info;
  std::string_view clap_id;
  ClassIdText vst3_class_id;
  std::unique_ptr<Plugin> (*create)();
};

/// What ATTACCA_EXPORT lists, in its order. Never empty.
std::span<const PluginEntry> exported_plugins() noexcept;

template <typename P>
constexpr FormatIds format_ids_of() noexcept {
  if constexpr (requires { P::format_ids; }) {
    return P::format_ids;
  } else {
    return {};
  }
}

template <typename P>
constexpr PluginEntry make_entry() noexcept {
  static_assert(!P::info.id.empty() && !P::info.name.empty(), "a plugin needs an id and a name");
  constexpr FormatIds ids = format_ids_of<P>();
  static_assert(ids.vst3_class_id.empty() || is_class_id(ids.vst3_class_id),
                "format_ids.vst3_class_id takes 32 hex digits");
  return {P::info, ids.clap_id.empty() ? P::info.id : ids.clap_id,
          class_id_of(P::info.id, ids.vst3_class_id),
          []() -> std::unique_ptr<Plugin> { return std::make_unique<P>(); }};
}

}  // namespace attacca::detail
