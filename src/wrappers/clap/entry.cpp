// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/factory.hpp"
#include "wrappers/clap/module_entry.hpp"

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

const attacca::clap::PluginEntry clap_entry = {attacca::clap::kVersion, init, deinit, get_factory};
