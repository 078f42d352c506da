// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What a CLAP module exports. One file of a module defines it.

#include "abi/clap/entry.hpp"

#if defined(_WIN32)
#define ATTACCA_EXPORTED gnu::dllexport
#else
#define ATTACCA_EXPORTED gnu::visibility("default")
#endif

extern "C" {
[[ATTACCA_EXPORTED]] extern const attacca::clap::PluginEntry clap_entry;
}
