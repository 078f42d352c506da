// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/digest.hpp"

#include <algorithm>

#include <CommonCrypto/CommonDigest.h>

namespace attacca::package {

struct Digest::State {
  Kind kind;
  CC_SHA1_CTX sha1;
  CC_SHA256_CTX sha256;
};

bool Digest::is_available() noexcept {
  return true;
}

Digest::Digest(Kind kind) : state_(std::make_unique<State>()) {
  state_->kind = kind;
  CC_SHA1_Init(&state_->sha1);
  CC_SHA256_Init(&state_->sha256);
}

Digest::~Digest() = default;

void Digest::add(std::span<const std::byte> bytes) {
  constexpr std::size_t kPiece = std::size_t{1} << 30;
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min(bytes.size(), kPiece));
    const auto length = static_cast<CC_LONG>(piece.size());
    if (state_->kind == Kind::sha1) {
      CC_SHA1_Update(&state_->sha1, piece.data(), length);
    } else {
      CC_SHA256_Update(&state_->sha256, piece.data(), length);
    }
    bytes = bytes.subspan(piece.size());
  }
}

std::vector<std::uint8_t> Digest::finish() {
  const bool is_sha1 = state_->kind == Kind::sha1;
  std::vector<std::uint8_t> digest(is_sha1 ? CC_SHA1_DIGEST_LENGTH : CC_SHA256_DIGEST_LENGTH);
  if (is_sha1) {
    CC_SHA1_Final(digest.data(), &state_->sha1);
  } else {
    CC_SHA256_Final(digest.data(), &state_->sha256);
  }
  return digest;
}

}  // namespace attacca::package
