// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abi/clap/version.hpp"

namespace attacca::clap {

/// Name of the exported data symbol that a host looks up: a `const PluginEntry` with C linkage.
inline constexpr char kEntrySymbol[] = "clap_entry";

/// What a plugin file exports. Filled by the plugin. Calls of init and deinit never overlap with
/// each other or with anything else in the file, but may come on any thread and, where a file is
/// loaded twice, several times: count them.
struct PluginEntry {
  /// The version the file was built with.
  Version clap_version;
  /// Gets the path of the file (on macOS of the bundle). Quick, without a user interface. After
  /// false the file is unusable and deinit is not called. [one thread]
  bool (*init)(const char* plugin_path);
  /// Once for each init that returned true. [one thread]
  void (*deinit)();
  /// A table such as PluginFactory, null for unknown ids; the file keeps ownership.
  /// query_factory() gives it its type. [any]
  const void* (*get_factory)(const char* factory_id);
};

}  // namespace attacca::clap
