// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// In place of digest.cpp where Nettle is missing: bundles are made, and those for macOS are not.

#include <stdexcept>

#include "package/digest.hpp"

namespace attacca::package {

struct Digest::State {};

bool Digest::is_available() noexcept {
  return false;
}

Digest::Digest(Kind /*kind*/) {
  throw std::logic_error("a digest is asked for, and this program was built without Nettle");
}

Digest::~Digest() = default;

void Digest::add(std::span<const std::byte> /*bytes*/) {}

std::vector<std::uint8_t> Digest::finish() {
  return {};
}

}  // namespace attacca::package
