// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/build_identity.hpp"
#include "deep/curve.hpp"

#define STRANGER_EXPORT extern "C" __attribute__((visibility("default")))

STRANGER_EXPORT const int clap_entry;
const int clap_entry = 1;

// What the plugin's own code sees of its identity, for the test to compare.
STRANGER_EXPORT const char* GetPluginFactory() {
  return attacca::build_identity_json().data();
}
STRANGER_EXPORT bool ModuleEntry(void* /*handle*/) {
  return true;
}
STRANGER_EXPORT bool ModuleExit() {
  return true;
}

STRANGER_EXPORT int must_not_be_exported() {
  return 0;
}
