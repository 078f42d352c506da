// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"
#include "attacca/formats/format_ids.hpp"
#include "attacca/formats/vst3_class_id.hpp"
#include "attacca/plugin.hpp"
#include "attacca/plugin_info.hpp"

namespace attacca {
class State;
}

namespace attacca::detail {

/// The text of a state as `migrate` changes it, of version `to`. What it throws becomes an Error.
/// [main]
Result<std::string> migrated_state(std::string_view text, unsigned to, State (*migrate)(State));

/// One plugin of this binary, as the wrappers see it.
struct PluginEntry {
  PluginInfo info;
  std::string_view clap_id;
  ClassIdText vst3_class_id;
  std::unique_ptr<Plugin> (*create)();
  /// Null without P::migrate().
  Result<std::string> (*migrate)(std::string_view text) = nullptr;
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
constexpr auto migration_of() noexcept -> Result<std::string> (*)(std::string_view) {
  if constexpr (requires { &P::migrate; }) {
    static_assert(P::info.state_version > 1, "migrate() needs a PluginInfo::state_version of 2");
    return [](std::string_view text) {
      return migrated_state(text, P::info.state_version, &P::migrate);
    };
  } else {
    return nullptr;
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
          []() -> std::unique_ptr<Plugin> { return std::make_unique<P>(); }, migration_of<P>()};
}

}  // namespace attacca::detail
