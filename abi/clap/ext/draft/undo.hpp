// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>

#include "abi/clap/id.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtUndo[] = "clap.undo/4";
inline constexpr char kExtUndoContext[] = "clap.undo_context/4";
inline constexpr char kExtUndoDelta[] = "clap.undo_delta/4";

/// What a plugin can do with deltas. Filled by the plugin.
struct UndoDeltaProperties {
  bool has_delta;  ///< if false the rest means nothing
  bool are_deltas_persistent;
  Id format_version;  ///< kInvalidId unless persistent
};

/// Undoes and redoes by small steps instead of entire states. Filled by the plugin. A draft: may
/// change under a new revision number.
struct PluginUndoDelta {
  using Owner = Plugin;
  static constexpr const char* kId = kExtUndoDelta;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main]
  void (*get_delta_properties)(const Plugin* plugin, UndoDeltaProperties* properties);
  /// [main]
  bool (*can_use_delta_format_version)(const Plugin* plugin, Id format_version);
  /// [main]
  bool (*undo)(const Plugin* plugin, Id format_version, const void* delta, std::size_t delta_size);
  /// [main]
  bool (*redo)(const Plugin* plugin, Id format_version, const void* delta, std::size_t delta_size);
};

/// What the host's undo history offers, for the plugin's window to show. Filled by the plugin,
/// which subscribes with HostUndo::set_wants_context_updates. A draft: may change under a new
/// revision number.
struct PluginUndoContext {
  using Owner = Plugin;
  static constexpr const char* kId = kExtUndoContext;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main; subscribed]
  void (*set_can_undo)(const Plugin* plugin, bool can_undo);
  /// [main; subscribed]
  void (*set_can_redo)(const Plugin* plugin, bool can_redo);
  /// [main; subscribed]
  void (*set_undo_name)(const Plugin* plugin, const char* name);
  /// [main; subscribed]
  void (*set_redo_name)(const Plugin* plugin, const char* name);
};

/// One undo history for the entire project. Filled by the host. A draft: may change under a new
/// revision number.
struct HostUndo {
  using Owner = Host;
  static constexpr const char* kId = kExtUndo;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// A longer change starts; ended by change_made or cancel_change, and never nested. [main]
  void (*begin_change)(const Host* host);
  /// [main]
  void (*cancel_change)(const Host* host);
  /// A change is complete, parameters excepted. The name is required; without a delta the host
  /// keeps a state. [main]
  void (*change_made)(const Host* host, const char* name, const void* delta, std::size_t delta_size,
                      bool delta_can_undo);
  /// Happens later or not at all. [main]
  void (*request_undo)(const Host* host);
  /// Happens later or not at all. [main]
  void (*request_redo)(const Host* host);
  /// Off at first. Needs PluginUndoContext. [main]
  void (*set_wants_context_updates)(const Host* host, bool is_subscribed);
};

}  // namespace attacca::clap
