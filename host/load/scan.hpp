// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "host/plugin/plugin_description.hpp"

namespace attacca::host {

struct ScanOptions {
  /// For each step: loading, making and destroying one plugin, unloading.
  std::chrono::milliseconds timeout{10'000};
  /// Makes only the plugins that is_chosen() by it; empty: all of the file.
  std::string id;
  /// The program that calls scan_child_main() first in its main(); empty: this very program.
  std::filesystem::path program = {};
};

/// A plugin that its file declares and that could not be made.
struct RefusedPlugin {
  PluginDescription plugin;
  std::string why;  ///< A sentence, with what the plugin itself logged or printed.
};

struct ScanResult {
  std::vector<PluginDescription> plugins;   ///< Those that could be made, in the file's order.
  std::vector<RefusedPlugin> refused;       ///< The others.
  std::vector<PluginDescription> declared;  ///< What the file says that it has.
};

/// Loads the file, makes one instance of each plugin in it and unloads it again, all in a child
/// process of its own: whatever the plugin does there cannot harm this process. A plugin that
/// refuses, crashes or hangs does not keep the others from being tried. [any]
/// Errors, when no plugin could be made: those of Module::open and Module::create, or "crashed with
/// SIGSEGV while loading", "did not answer within 10 s while …", "ended the process with code 3
/// while …", each with what the plugin logged or printed. With an id that the file does not have,
/// `plugins` and `refused` are empty.
[[nodiscard]] Result<ScanResult> scan_in_child(const std::filesystem::path& path,
                                               const ScanOptions& options = {});

/// The child's half of scan_in_child(). Programs that scan call it at the very start of main():
/// `if (auto code = scan_child_main(argc, argv)) return *code;`. Returns nothing when this process
/// is not such a child. [main]
[[nodiscard]] std::optional<int> scan_child_main(int argc, char** argv);

}  // namespace attacca::host
