// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/sha1.hpp"

#include <array>
#include <cstdint>

#include <nettle/sha1.h>

#include "package/hex_digits.hpp"

namespace attacca::package {

std::string sha1_hex(std::string_view bytes) {
  sha1_ctx context;
  sha1_init(&context);
  sha1_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA1_DIGEST_SIZE> digest{};
  sha1_digest(&context, digest.size(), digest.data());
  return hex_digits(digest);
}

}  // namespace attacca::package
