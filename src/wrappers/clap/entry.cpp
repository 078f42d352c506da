// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/clap/entry.hpp"

#include "wrappers/clap/factory.hpp"

namespace {

// Nothing is set up per file, so that any number of init and deinit calls in any order is harmless.
bool init(const char* /*plugin_path*/) {
  return true;
}

void deinit() {}

const void* get_factory(const char* factory_id) {
  return attacca::clap_wrapper::find_factory(factory_id);
}

}  // namespace

#if defined(_WIN32)
#define ATTACCA_EXPORTED gnu::dllexport
#else
#define ATTACCA_EXPORTED gnu::visibility("default")
#endif

extern "C" {
[[ATTACCA_EXPORTED]] extern const attacca::clap::PluginEntry clap_entry;
const attacca::clap::PluginEntry clap_entry = {attacca::clap::kVersion, init, deinit, get_factory};
}
