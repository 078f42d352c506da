// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/digests.hpp"

#include <nettle/base64.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

namespace attacca::package {
namespace {

const std::uint8_t* as_octets(std::span<const std::byte> bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

}  // namespace

Sha256 sha256(std::span<const std::byte> bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), as_octets(bytes));
  Sha256 digest{};
  sha256_digest(&context, digest.size(), digest.data());
  return digest;
}

Sha1 sha1(std::span<const std::byte> bytes) {
  sha1_ctx context;
  sha1_init(&context);
  sha1_update(&context, bytes.size(), as_octets(bytes));
  Sha1 digest{};
  sha1_digest(&context, digest.size(), digest.data());
  return digest;
}

std::string base64(std::span<const std::uint8_t> bytes) {
  std::string text(BASE64_ENCODE_RAW_LENGTH(bytes.size()), '\0');
  base64_encode_raw(text.data(), bytes.size(), bytes.data());
  return text;
}

}  // namespace attacca::package
