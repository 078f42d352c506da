// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What a VST3 module exports. One file of a module includes it, and defines what is behind it.

#include "abi/vst3/base/module_exports.hpp"
#include "platform/exported.hpp"

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

[[ATTACCA_EXPORTED, gnu::used]] attacca::vst3::IPluginFactory* GetPluginFactory() {
  return attacca::vst3_wrapper::give_factory();
}

[[ATTACCA_EXPORTED, gnu::used]] bool ATTACCA_VST3_MODULE_ENTRY {
  return attacca::vst3_wrapper::enter_module();
}

[[ATTACCA_EXPORTED, gnu::used]] bool ATTACCA_VST3_MODULE_EXIT {
  return attacca::vst3_wrapper::leave_module();
}
}
// NOLINTEND(misc-definitions-in-headers)
