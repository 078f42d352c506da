// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

#include "abi/vst3/base/module_exports.hpp"
#include "host/base/shared_library.hpp"

namespace attacca::host {

/// The functions by which a host gets into a VST3 module, of a library that outlives them.
/// Linux: ModuleEntry and ModuleExit, macOS: bundleEntry and bundleExit, which are given the
/// bundle, all mandatory; Windows: InitDll and ExitDll, both optional. Source:
/// abi/vst3/base/module_exports.hpp. All members [main].
class ModuleFunctions {
 public:
  ModuleFunctions() = default;
  explicit ModuleFunctions(const SharedLibrary& library);

  /// The system's names for them.
  [[nodiscard]] static std::string_view entry_name() noexcept;
  [[nodiscard]] static std::string_view exit_name() noexcept;

  [[nodiscard]] bool have_factory() const noexcept { return get_factory_ != nullptr; }
  /// Whether both are there that have to be.
  [[nodiscard]] bool have_entry() const noexcept { return has_entry_; }
  /// False: the module refuses.
  [[nodiscard]] bool enter() const;
  void leave() const;
  /// A reference of the caller's; null: there is none.
  [[nodiscard]] vst3::IPluginFactory* factory() const { return get_factory_(); }

 private:
  vst3::GetPluginFactoryFunction get_factory_ = nullptr;
  void* library_ = nullptr;
  void* entry_ = nullptr;
  void* exit_ = nullptr;
  bool has_entry_ = false;
};

}  // namespace attacca::host
