// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "attacca/base/result.hpp"
#include "attacca/detail/double_path.hpp"
#include "attacca/formats/format_ids.hpp"
#include "attacca/formats/format_parts.hpp"
#include "attacca/formats/vst3_class_id.hpp"
#include "attacca/plugin.hpp"
#include "attacca/plugin_info.hpp"

namespace attacca::core {
class EditorSession;
struct EditorSurroundings;
}  // namespace attacca::core

namespace attacca {
class State;
}

namespace attacca::detail {

/// The text of a state as `migrate` changes it, of version `to`. What it throws becomes an Error.
/// [main]
Result<std::string> migrated_state(std::string_view text, unsigned to, State (*migrate)(State));

/// Serves the editor of a plugin.
std::unique_ptr<core::EditorSession> make_editor_session(core::EditorSurroundings surroundings);

/// One plugin of this binary, as the wrappers see it. What only some plugins have is behind a
/// pointer, which is null for the others: the linker then leaves out what serves it.
struct PluginEntry {
  PluginInfo info;
  std::string_view clap_id;
  ClassIdText vst3_class_id;
  std::unique_ptr<Plugin> (*create)();
  /// Null without P::migrate().
  Result<std::string> (*migrate)(std::string_view text) = nullptr;
  /// Null for plugins that take no 64 bit samples. The argument is one of create()'s.
  std::unique_ptr<DoublePath> (*make_double_path)(Plugin&) = nullptr;
  std::unique_ptr<core::EditorSession> (*make_editor_session)(core::EditorSurroundings) = nullptr;
  FormatParts parts = {};
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

// Whether P answers by itself what Plugin has an answer to. One that cannot be looked at from here,
// being overloaded or private, counts as its own.

template <typename P>
constexpr bool has_own_editor = !requires {
  requires std::is_same_v<decltype(&P::make_editor), decltype(&Plugin::make_editor)>;
};
template <typename P>
constexpr bool has_own_remote_controls = !requires {
  requires std::is_same_v<decltype(&P::remote_controls), decltype(&Plugin::remote_controls)>;
};
template <typename P>
constexpr bool has_own_note_names =
    !requires { requires std::is_same_v<decltype(&P::note_names), decltype(&Plugin::note_names)>; };
template <typename P>
constexpr bool has_own_host_menu = !requires {
  requires std::is_same_v<decltype(&P::fill_host_menu), decltype(&Plugin::fill_host_menu)>;
};

template <typename P>
constexpr FormatParts format_parts_of() noexcept {
  return make_format_parts<PartsWanted{.editor = has_own_editor<P>,
                                       .remote_controls = has_own_remote_controls<P>,
                                       .note_names = has_own_note_names<P>,
                                       .host_menu = has_own_host_menu<P>,
                                       .thread_pool = P::info.thread_pool,
                                       .notes_in = !P::info.notes_in.empty(),
                                       .notes_out = !P::info.notes_out.empty()}>();
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
  PluginEntry entry = {P::info, ids.clap_id.empty() ? P::info.id : ids.clap_id,
                       class_id_of(P::info.id, ids.vst3_class_id),
                       []() -> std::unique_ptr<Plugin> { return std::make_unique<P>(); },
                       migration_of<P>()};
  if constexpr (has_own_editor<P>) entry.make_editor_session = &make_editor_session;
  entry.parts = format_parts_of<P>();
  static_assert(!P::info.prefers_doubles || std::is_base_of_v<DoublePrecision, P>,
                "a plugin that prefers 64 bit samples takes them: derive it from DoublePrecision");
  if constexpr (std::is_base_of_v<DoublePrecision, P>) {
    entry.make_double_path = [](Plugin& plugin) {
      return make_double_path(static_cast<P&>(plugin));
    };
  }
  return entry;
}

}  // namespace attacca::detail
