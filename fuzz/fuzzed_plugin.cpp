// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "fuzz/fuzzed_plugin.hpp"

#include "attacca/export.hpp"

namespace attacca::fuzz {

FuzzedPlugin* FuzzedPlugin::newest = nullptr;

ProcessStatus FuzzedPlugin::process(AudioBuffer&, AuxBuffers&, ProcessContext& context) noexcept {
  seen = context.track_info();
  return ProcessStatus::normal();
}

}  // namespace attacca::fuzz

ATTACCA_EXPORT(attacca::fuzz::FuzzedPlugin);
