// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <atomic>

#include "abi/vst3/base/plugin_factory.hpp"
#include "wrappers/vst3/factory.hpp"
#include "wrappers/vst3/guarded.hpp"

#if defined(_WIN32)
#define ATTACCA_EXPORTED [[gnu::dllexport, gnu::used]]
#else
#define ATTACCA_EXPORTED [[gnu::visibility("default"), gnu::used]]
#endif

namespace {

// Nothing is set up per module, so counting is all there is to do: an exit too many is refused.
std::atomic<int> entries{0};

bool enter() noexcept {
  entries.fetch_add(1, std::memory_order_relaxed);
  return true;
}

bool leave() noexcept {
  int count = entries.load(std::memory_order_relaxed);
  while (count > 0) {
    if (entries.compare_exchange_weak(count, count - 1, std::memory_order_relaxed)) return true;
  }
  return false;
}

}  // namespace

extern "C" {

ATTACCA_EXPORTED attacca::vst3::IPluginFactory* GetPluginFactory() {
  using attacca::vst3_wrapper::Factory;
  return attacca::vst3_wrapper::guarded(
      static_cast<attacca::vst3::IPluginFactory*>(nullptr),
      []() -> attacca::vst3::IPluginFactory* { return Factory::get().detach(); });
}

#if defined(_WIN32)
ATTACCA_EXPORTED bool InitDll() {
  return enter();
}
ATTACCA_EXPORTED bool ExitDll() {
  return leave();
}
#elif defined(__APPLE__)
ATTACCA_EXPORTED bool bundleEntry(void* /*bundle*/) {
  return enter();
}
ATTACCA_EXPORTED bool bundleExit() {
  return leave();
}
#else
ATTACCA_EXPORTED bool ModuleEntry(void* /*shared_library*/) {
  return enter();
}
ATTACCA_EXPORTED bool ModuleExit() {
  return leave();
}
#endif
}
