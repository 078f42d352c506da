// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/sha256.hpp"

#include <vector>

#include "files/file.hpp"
#include "package/digest.hpp"
#include "package/hex_digits.hpp"

namespace attacca::package {

std::string sha256_hex(std::span<const std::byte> bytes) {
  Digest digest(Digest::Kind::sha256);
  digest.add(bytes);
  return hex_digits(digest.finish());
}

std::string sha256_hex(std::string_view text) {
  return sha256_hex(std::as_bytes(std::span(text.data(), text.size())));
}

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
  auto file = files::open_regular_file(path);
  if (!file) return tl::unexpected(file.error());
  Digest digest(Digest::Kind::sha256);
  std::vector<std::byte> piece(std::size_t{1} << 18U);
  for (;;) {
    const auto count = files::read_some(*file, piece, path);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) return hex_digits(digest.finish());
    digest.add(std::span(piece).first(*count));
  }
}

}  // namespace attacca::package
