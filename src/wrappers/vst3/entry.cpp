// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "base/module_count.hpp"
#include "wrappers/vst3/factory.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/module_functions.hpp"

namespace attacca::vst3_wrapper {

namespace {

// Nothing is set up per module, so counting is all there is to do: an exit too many is refused.
core::ModuleCount entries;

}  // namespace

vst3::IPluginFactory* give_factory() noexcept {
  return guarded(static_cast<vst3::IPluginFactory*>(nullptr),
                 []() -> vst3::IPluginFactory* { return Factory::get().detach(); });
}

bool enter_module() noexcept {
  entries.enter();
  return true;
}

bool leave_module() noexcept {
  return entries.leave() > 0;
}

}  // namespace attacca::vst3_wrapper
