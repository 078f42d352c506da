// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "host/plugin/plugin_instance.hpp"

namespace attacca::standalone {

/// What a plugin remembers, in a file. All members [main].
class StateFile {
 public:
  StateFile(std::filesystem::path path, host::PluginInstance& plugin)
      : path_(std::move(path)), plugin_(plugin) {}

  /// Loads what is there; nothing is an empty memory. A file that the plugin refuses is kept beside
  /// its place as NAME.refused (NAME.refused-2 …), and the plugin begins anew. One that cannot be
  /// read or kept stays where it is, and save() leaves it alone. Errors: both.
  [[nodiscard]] Result<void> load();
  /// Writes the state, in one step, if it has changed since the last time.
  [[nodiscard]] Result<void> save();

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  [[nodiscard]] Error set_aside(const Error& why);

  const std::filesystem::path path_;
  host::PluginInstance& plugin_;
  std::vector<std::byte> written_;
  bool may_write_ = true;  ///< false: what lies there would be lost
};

}  // namespace attacca::standalone
