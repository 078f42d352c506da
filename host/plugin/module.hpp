// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "host/base/main_loop.hpp"
#include "host/plugin/plugin_description.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/profile/host_profile.hpp"

namespace attacca::host {

/// A loaded plugin file. It stays loaded as long as this object or one of its instances lives.
class Module {
 public:
  /// Loads a .clap file, a .vst3 folder or a single-file .vst3; the kind is decided by the name's
  /// end. A file that is open already is shared. [main]
  /// Errors, one sentence each: missing, a folder without a binary for this machine, truncated,
  /// another architecture, not a plugin, an unresolved library, an entry that failed.
  [[nodiscard]] static Result<std::shared_ptr<Module>> open(const std::filesystem::path& path,
                                                            const HostProfile& profile = {});

  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;
  virtual ~Module() = default;

  [[nodiscard]] PluginFormat format() const noexcept { return format_; }
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] const std::vector<PluginDescription>& plugins() const noexcept { return plugins_; }

  /// Makes an instance of the plugin with this id; empty = the first one. `loop` must outlive the
  /// instance. [main] Errors: unknown id, the plugin could not be created or initialised.
  [[nodiscard]] virtual Result<std::unique_ptr<PluginInstance>> create(
      std::string_view id, MainLoop& loop, const HostProfile& profile = {}) = 0;

 protected:
  Module(PluginFormat format, std::filesystem::path path)
      : format_(format), path_(std::move(path)) {}

  PluginFormat format_;
  std::filesystem::path path_;
  std::vector<PluginDescription> plugins_;
};

}  // namespace attacca::host
