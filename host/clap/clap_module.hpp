// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "abi/clap/entry.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "host/base/shared_library.hpp"
#include "host/plugin/module.hpp"

namespace attacca::host {

/// A loaded .clap file. Module::open() sees to it that there is one per file, so that init and
/// deinit of the entry are each called once, or as often as the profile has it.
class ClapModule final : public Module, public std::enable_shared_from_this<ClapModule> {
 public:
  /// `path` is what the entry receives. [main] Errors: see Module::open().
  [[nodiscard]] static Result<std::shared_ptr<Module>> load(const std::filesystem::path& path,
                                                            const std::filesystem::path& binary,
                                                            const HostProfile& profile);
  /// The plugins of a program that has them linked in. `path` is what the entry receives. [main]
  /// Errors: as load().
  [[nodiscard]] static Result<std::shared_ptr<Module>> of_entry(const clap::PluginEntry& entry,
                                                                const std::filesystem::path& path,
                                                                const HostProfile& profile = {});
  ~ClapModule() override;

  /// What its preset discovery finds in the file itself for this plugin. [main]
  [[nodiscard]] std::vector<PresetInfo> presets_of(std::string_view id) const;
  /// The same of the files in the places that its preset discovery declares.
  [[nodiscard]] std::vector<PresetInfo> preset_files_of(std::string_view id) const;

  [[nodiscard]] Result<std::unique_ptr<PluginInstance>> create(std::string_view id, MainLoop& loop,
                                                               const HostProfile& profile) override;

 private:
  ClapModule(std::filesystem::path path, SharedLibrary library);
  Result<void> set_up(const clap::PluginEntry& entry, const HostProfile& profile);
  void list_plugins();

  SharedLibrary library_;  ///< Without a handle for plugins that are linked in.
  const clap::PluginEntry* entry_ = nullptr;
  std::uint32_t inits_ = 0;  ///< How many inits have succeeded, and how many deinits it gets.
  const clap::PluginFactory* factory_ = nullptr;
};

}  // namespace attacca::host
