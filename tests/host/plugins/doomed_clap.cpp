// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A CLAP file that ends badly while it is loaded: one of the FATE_ definitions says how.

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <thread>

#include <unistd.h>

#include "abi/clap/entry.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "raw_log.hpp"

namespace {

namespace clap = attacca::clap;

bool meet_fate() {
#if defined(FATE_CRASH)
  *static_cast<volatile int*>(nullptr) = 1;
#elif defined(FATE_HANG)
  for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
#elif defined(FATE_EXIT)
  _exit(3);
#elif defined(FATE_REFUSE)
  return false;
#endif
  return true;
}

constexpr const char* kFeatures[] = {"audio-effect", nullptr};
constexpr clap::PluginDescriptor kDescriptor{
    clap::kVersion, "test.doomed", "Doomed", "Tests", "", "", "", "1", "", kFeatures};
constexpr clap::PluginFactory kFactory{
    [](const clap::PluginFactory*) -> std::uint32_t { return 1; },
    [](const clap::PluginFactory*, std::uint32_t) { return &kDescriptor; },
    [](const clap::PluginFactory*, const clap::Host*, const char*) -> const clap::Plugin* {
      std::abort();
    }};

}  // namespace

RAW_EXPORT const clap::PluginEntry clap_entry;
const clap::PluginEntry clap_entry = {clap::kVersion, [](const char*) { return meet_fate(); },
                                      [] {}, [](const char*) -> const void* { return &kFactory; }};
