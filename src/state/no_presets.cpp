// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/detail/embedded_presets.hpp"

// Out of the archive only where no list of presets is linked: cmake/presets.cmake.
std::span<const attacca::detail::EmbeddedPresets> attacca::detail::embedded_presets() noexcept {
  return {};
}
