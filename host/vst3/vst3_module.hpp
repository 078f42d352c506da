// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "abi/vst3/base/plugin_factory.hpp"
#include "abi/vst3/base/ref.hpp"
#include "host/base/shared_library.hpp"
#include "host/plugin/module.hpp"
#include "host/vst3/module_functions.hpp"

namespace attacca::host {

/// A loaded .vst3. Module::open() sees to it that there is one per file, so that entry and exit are
/// each called once.
class Vst3Module final : public Module, public std::enable_shared_from_this<Vst3Module> {
 public:
  /// [main] Errors: see Module::open().
  [[nodiscard]] static Result<std::shared_ptr<Module>> load(const std::filesystem::path& path,
                                                            const std::filesystem::path& binary,
                                                            const HostProfile& profile);
  ~Vst3Module() override;

  [[nodiscard]] Result<std::unique_ptr<PluginInstance>> create(std::string_view id, MainLoop& loop,
                                                               const HostProfile& profile) override;

  [[nodiscard]] vst3::IPluginFactory& factory() noexcept { return *factory_; }

 private:
  Vst3Module(std::filesystem::path path, SharedLibrary library);
  Result<void> enter();
  void give_host_context(const HostProfile& profile);
  void list_plugins();

  SharedLibrary library_;
  ModuleFunctions functions_;
  bool entered_ = false;
  vst3::Ref<vst3::IPluginFactory> factory_;
};

}  // namespace attacca::host
