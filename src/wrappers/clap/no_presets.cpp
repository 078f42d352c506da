// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/presets.hpp"

// Out of the archive only where presets.cpp is not linked: plugins without presets carry none of
// its code.
namespace attacca::clap_wrapper {

const void* find_preset_factory(const char* /*factory_id*/) noexcept {
  return nullptr;
}

const void* find_preset_extension(const char* /*extension_id*/) noexcept {
  return nullptr;
}

}  // namespace attacca::clap_wrapper
