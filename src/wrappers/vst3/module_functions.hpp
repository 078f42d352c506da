// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What a VST3 module exports. One file of a module includes it, and defines what is behind it.

#include "abi/vst3/base/plugin_factory.hpp"

#if defined(_WIN32)
#define ATTACCA_EXPORTED [[gnu::dllexport, gnu::used]]
#else
#define ATTACCA_EXPORTED [[gnu::visibility("default"), gnu::used]]
#endif

namespace attacca::vst3_wrapper {

/// With one reference for the caller; null: there is none. [main]
vst3::IPluginFactory* give_factory() noexcept;
/// [main]
bool enter_module() noexcept;
/// False: it was one exit too many. [main]
bool leave_module() noexcept;

}  // namespace attacca::vst3_wrapper

// NOLINTBEGIN(misc-definitions-in-headers): one file of a module has them
extern "C" {

ATTACCA_EXPORTED attacca::vst3::IPluginFactory* GetPluginFactory() {
  return attacca::vst3_wrapper::give_factory();
}

#if defined(_WIN32)
ATTACCA_EXPORTED bool InitDll() {
  return attacca::vst3_wrapper::enter_module();
}
ATTACCA_EXPORTED bool ExitDll() {
  return attacca::vst3_wrapper::leave_module();
}
#elif defined(__APPLE__)
ATTACCA_EXPORTED bool bundleEntry(void* /*bundle*/) {
  return attacca::vst3_wrapper::enter_module();
}
ATTACCA_EXPORTED bool bundleExit() {
  return attacca::vst3_wrapper::leave_module();
}
#else
ATTACCA_EXPORTED bool ModuleEntry(void* /*shared_library*/) {
  return attacca::vst3_wrapper::enter_module();
}
ATTACCA_EXPORTED bool ModuleExit() {
  return attacca::vst3_wrapper::leave_module();
}
#endif
}
// NOLINTEND(misc-definitions-in-headers)
