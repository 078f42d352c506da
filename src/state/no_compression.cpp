// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "state/compression.hpp"

// Out of the archive only where zstd_compression.cpp is not linked: cmake/plugin.cmake.
const attacca::core::Compression* attacca::core::compression() noexcept {
  return nullptr;
}
