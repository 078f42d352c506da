// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/id.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtContextMenu[] = "clap.context-menu/1";
inline constexpr char kExtContextMenuCompat[] = "clap.context-menu.draft/0";

enum class ContextMenuTargetKind : std::uint32_t { global = 0, param = 1 };

/// What a menu is about. Filled by either side; null stands for global.
struct ContextMenuTarget {
  ContextMenuTargetKind kind;
  Id id;  ///< of the parameter, if kind is param
};

/// What an item is, and with it which struct ContextMenuBuilder::add_item gets.
enum class ContextMenuItemKind : std::uint32_t {
  entry = 0,          ///< ContextMenuEntry
  check_entry = 1,    ///< ContextMenuCheckEntry
  separator = 2,      ///< null
  begin_submenu = 3,  ///< ContextMenuSubmenu
  end_submenu = 4,    ///< null
  title = 5,          ///< ContextMenuItemTitle
};

/// Something to choose. Filled by either side.
struct ContextMenuEntry {
  const char* label;
  bool is_enabled;
  Id action_id;  ///< comes back in perform
};

/// Something to switch on and off. Filled by either side.
struct ContextMenuCheckEntry {
  const char* label;
  bool is_enabled;
  bool is_checked;
  Id action_id;  ///< comes back in perform
};

/// A heading. Filled by either side.
struct ContextMenuItemTitle {
  const char* title;
  bool is_enabled;
};

/// A menu within the menu. Filled by either side.
struct ContextMenuSubmenu {
  const char* label;
  bool is_enabled;
};

/// Collects the items of a menu. Filled by whoever shows it; both calls belong to the thread of
/// the call that handed it over.
struct ContextMenuBuilder {
  /// Private to the owner of the builder.
  void* ctx;
  /// The type behind `item_data` follows from the kind.
  bool (*add_item)(const ContextMenuBuilder* builder, ContextMenuItemKind item_kind,
                   const void* item_data);
  bool (*supports)(const ContextMenuBuilder* builder, ContextMenuItemKind item_kind);
};

/// Items of the plugin for a menu of the host. Filled by the plugin.
struct PluginContextMenu {
  using Owner = Plugin;
  static constexpr const char* kId = kExtContextMenu;
  static constexpr std::array<const char*, 1> kCompatIds{kExtContextMenuCompat};

  /// [main]
  bool (*populate)(const Plugin* plugin, const ContextMenuTarget* target,
                   const ContextMenuBuilder* builder);
  /// The user chose an item of the plugin. [main]
  bool (*perform)(const Plugin* plugin, const ContextMenuTarget* target, Id action_id);
};

/// Items of the host for a menu of the plugin. Filled by the host.
struct HostContextMenu {
  using Owner = Host;
  static constexpr const char* kId = kExtContextMenu;
  static constexpr std::array<const char*, 1> kCompatIds{kExtContextMenuCompat};

  /// [main]
  bool (*populate)(const Host* host, const ContextMenuTarget* target,
                   const ContextMenuBuilder* builder);
  /// The user chose an item of the host. [main]
  bool (*perform)(const Host* host, const ContextMenuTarget* target, Id action_id);
  /// Whether popup works; ask again once the window exists. [main]
  bool (*can_popup)(const Host* host);
  /// Shows the menu; x and y count from the plugin's window if it is embedded. [main]
  bool (*popup)(const Host* host, const ContextMenuTarget* target, std::int32_t screen_index,
                std::int32_t x, std::int32_t y);
};

}  // namespace attacca::clap
