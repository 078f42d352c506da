// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What a CLAP module exports. One file of a module defines it.

#include "abi/clap/entry.hpp"
#include "platform/exported.hpp"

extern "C" {
[[ATTACCA_EXPORTED]] extern const attacca::clap::PluginEntry clap_entry;
}
