// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/digest.hpp"

#include <algorithm>
#include <stdexcept>

// clang-format off: the one needs the other
#include <windows.h>
#include <bcrypt.h>
// clang-format on

namespace attacca::package {

struct Digest::State {
  BCRYPT_ALG_HANDLE algorithm = nullptr;
  BCRYPT_HASH_HANDLE hash = nullptr;
  std::size_t size = 0;
};

bool Digest::is_available() noexcept {
  return true;
}

Digest::Digest(Kind kind) : state_(std::make_unique<State>()) {
  const bool is_sha1 = kind == Kind::sha1;
  state_->size = is_sha1 ? 20 : 32;
  // Part of every Windows since Vista; without it nothing that was installed can be compared.
  if (::BCryptOpenAlgorithmProvider(&state_->algorithm,
                                    is_sha1 ? BCRYPT_SHA1_ALGORITHM : BCRYPT_SHA256_ALGORITHM,
                                    nullptr, 0) < 0 ||
      ::BCryptCreateHash(state_->algorithm, &state_->hash, nullptr, 0, nullptr, 0, 0) < 0) {
    throw std::runtime_error("Windows has no digests: bcrypt.dll does not work");
  }
}

Digest::~Digest() {
  if (state_->hash != nullptr) ::BCryptDestroyHash(state_->hash);
  if (state_->algorithm != nullptr) ::BCryptCloseAlgorithmProvider(state_->algorithm, 0);
}

void Digest::add(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min<std::size_t>(bytes.size(), 1U << 30U));
    auto* octets = reinterpret_cast<PUCHAR>(const_cast<std::byte*>(piece.data()));
    if (::BCryptHashData(state_->hash, octets, static_cast<ULONG>(piece.size()), 0) < 0) {
      throw std::runtime_error("Windows cannot compute a digest");
    }
    bytes = bytes.subspan(piece.size());
  }
}

std::vector<std::uint8_t> Digest::finish() {
  std::vector<std::uint8_t> digest(state_->size);
  if (::BCryptFinishHash(state_->hash, digest.data(), static_cast<ULONG>(digest.size()), 0) < 0) {
    throw std::runtime_error("Windows cannot compute a digest");
  }
  return digest;
}

}  // namespace attacca::package
