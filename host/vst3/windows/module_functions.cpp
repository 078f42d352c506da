// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/module_functions.hpp"

namespace attacca::host {

ModuleFunctions::ModuleFunctions(const SharedLibrary& library)
    : get_factory_(
          reinterpret_cast<vst3::GetPluginFactoryFunction>(library.find(vst3::kGetPluginFactory))),
      library_(library.handle()),
      entry_(library.find(vst3::kInitDll)),
      exit_(library.find(vst3::kExitDll)),
      has_entry_(true) {}

std::string_view ModuleFunctions::entry_name() noexcept {
  return vst3::kInitDll;
}

std::string_view ModuleFunctions::exit_name() noexcept {
  return vst3::kExitDll;
}

bool ModuleFunctions::enter() const {
  return entry_ == nullptr || reinterpret_cast<vst3::InitDllFunction>(entry_)();
}

void ModuleFunctions::leave() const {
  if (exit_ != nullptr) (void)reinterpret_cast<vst3::ExitDllFunction>(exit_)();
}

}  // namespace attacca::host
