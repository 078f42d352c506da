// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/sha256.hpp"

#include "package/digests.hpp"
#include "package/hex_digits.hpp"

namespace attacca::package {

std::string sha256_hex(std::span<const std::byte> bytes) {
  return hex_digits(sha256(bytes));
}

std::string sha256_hex(std::string_view text) {
  return sha256_hex(std::as_bytes(std::span(text.data(), text.size())));
}

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
  const auto digest = digest_of_file(path, Digest::Kind::sha256);
  if (!digest) return tl::unexpected(digest.error());
  return hex_digits(*digest);
}

}  // namespace attacca::package
