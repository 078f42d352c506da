// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A CLAP plugin that does not survive being loaded.

#include <csignal>

#include "abi/clap/entry.hpp"

namespace {

namespace clap = attacca::clap;

bool init(const char*) {
  std::raise(SIGSEGV);
  return false;
}
void deinit() {}
const void* get_factory(const char*) {
  return nullptr;
}

}  // namespace

extern "C" [[gnu::visibility("default")]] const clap::PluginEntry clap_entry;
const clap::PluginEntry clap_entry{clap::kVersion, init, deinit, get_factory};
