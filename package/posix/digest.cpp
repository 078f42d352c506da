// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/digest.hpp"

#include <nettle/sha1.h>
#include <nettle/sha2.h>

namespace attacca::package {

struct Digest::State {
  Kind kind;
  sha1_ctx sha1;
  sha256_ctx sha256;
};

bool Digest::is_available() noexcept {
  return true;
}

Digest::Digest(Kind kind) : state_(std::make_unique<State>()) {
  state_->kind = kind;
  sha1_init(&state_->sha1);
  sha256_init(&state_->sha256);
}

Digest::~Digest() = default;

void Digest::add(std::span<const std::byte> bytes) {
  const auto* octets = reinterpret_cast<const std::uint8_t*>(bytes.data());
  if (state_->kind == Kind::sha1) {
    sha1_update(&state_->sha1, bytes.size(), octets);
  } else {
    sha256_update(&state_->sha256, bytes.size(), octets);
  }
}

std::vector<std::uint8_t> Digest::finish() {
  const bool is_sha1 = state_->kind == Kind::sha1;
  std::vector<std::uint8_t> digest(is_sha1 ? SHA1_DIGEST_SIZE : SHA256_DIGEST_SIZE);
  if (is_sha1) {
    sha1_digest(&state_->sha1, digest.size(), digest.data());
  } else {
    sha256_digest(&state_->sha256, digest.size(), digest.data());
  }
  return digest;
}

}  // namespace attacca::package
