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
  std::chrono::milliseconds timeout{10'000};
  /// The program that calls scan_child_main() first in its main(); this very program by default.
  std::filesystem::path program = "/proc/self/exe";
};

struct ScanResult {
  std::vector<PluginDescription> plugins;
};

/// Loads the file, makes one instance of each plugin in it and unloads it again, all in a child
/// process of its own: whatever the plugin does there cannot harm this process. [any]
/// Errors: those of Module::open and Module::create, or "crashed with SIGSEGV while loading", "did
/// not answer within 10 s while …", "ended the process with code 3 while …".
[[nodiscard]] Result<ScanResult> scan_in_child(const std::filesystem::path& path,
                                               const ScanOptions& options = {});

/// The child's half of scan_in_child(). Programs that scan call it at the very start of main():
/// `if (auto code = scan_child_main(argc, argv)) return *code;`. Returns nothing when this process
/// is not such a child. [main]
[[nodiscard]] std::optional<int> scan_child_main(int argc, char** argv);

}  // namespace attacca::host
