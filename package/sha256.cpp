// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/sha256.hpp"

#include <array>
#include <cstdint>
#include <vector>

#include <fcntl.h>
#include <nettle/sha2.h>
#include <unistd.h>

#include "files/file.hpp"
#include "package/hex_digits.hpp"

namespace attacca::package {
namespace {

const std::uint8_t* as_octets(const std::byte* bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes);
}

std::string finish(sha256_ctx& context) {
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&context, digest.size(), digest.data());
  return hex_digits(digest);
}

}  // namespace

std::string sha256_hex(std::span<const std::byte> bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), as_octets(bytes.data()));
  return finish(context);
}

std::string sha256_hex(std::string_view text) {
  return sha256_hex(std::as_bytes(std::span(text.data(), text.size())));
}

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
  auto file = files::open_regular_file(path);
  if (!file) return tl::unexpected(file.error());
  sha256_ctx context;
  sha256_init(&context);
  std::vector<std::byte> piece(std::size_t{1} << 18U);
  for (;;) {
    const auto count = files::read_some(*file, piece, path);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) return finish(context);
    sha256_update(&context, *count, as_octets(piece.data()));
  }
}

}  // namespace attacca::package
