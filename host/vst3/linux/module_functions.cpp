// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/module_functions.hpp"

namespace attacca::host {

ModuleFunctions::ModuleFunctions(const SharedLibrary& library)
    : get_factory_(
          reinterpret_cast<vst3::GetPluginFactoryFunction>(library.find(vst3::kGetPluginFactory))),
      library_(library.handle()),
      entry_(library.find(vst3::kModuleEntry)),
      exit_(library.find(vst3::kModuleExit)),
      has_entry_(entry_ != nullptr && exit_ != nullptr) {}

std::string_view ModuleFunctions::entry_name() noexcept {
  return vst3::kModuleEntry;
}

std::string_view ModuleFunctions::exit_name() noexcept {
  return vst3::kModuleExit;
}

bool ModuleFunctions::enter() const {
  return reinterpret_cast<vst3::ModuleEntryFunction>(entry_)(library_);
}

void ModuleFunctions::leave() const {
  (void)reinterpret_cast<vst3::ModuleExitFunction>(exit_)();
}

}  // namespace attacca::host
