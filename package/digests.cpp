// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/digests.hpp"

#include <algorithm>

#include "files/file.hpp"

namespace attacca::package {
namespace {

template <class Octets>
Octets digest_of(std::span<const std::byte> bytes, Digest::Kind kind) {
  Digest digest(kind);
  digest.add(bytes);
  const std::vector<std::uint8_t> found = digest.finish();
  Octets octets{};
  std::copy_n(found.begin(), octets.size(), octets.begin());
  return octets;
}

}  // namespace

Sha256 sha256(std::span<const std::byte> bytes) {
  return digest_of<Sha256>(bytes, Digest::Kind::sha256);
}

Sha1 sha1(std::span<const std::byte> bytes) {
  return digest_of<Sha1>(bytes, Digest::Kind::sha1);
}

Result<std::vector<std::uint8_t>> digest_of_file(const std::filesystem::path& path,
                                                 Digest::Kind kind) {
  auto file = files::open_regular_file(path);
  if (!file) return tl::unexpected(file.error());
  Digest digest(kind);
  std::vector<std::byte> piece(std::size_t{1} << 18U);
  for (;;) {
    const auto count = files::read_some(*file, piece, path);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) return digest.finish();
    digest.add(std::span(piece).first(*count));
  }
}

std::string base64(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(bytes.size() - at, 3);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i) bits = bits << 8U | (i < count ? bytes[at + i] : 0U);
    for (std::size_t i = 0; i < 4; ++i) {
      text += i <= count ? kDigits[bits >> (18 - 6 * i) & 0x3FU] : '=';
    }
  }
  return text;
}

}  // namespace attacca::package
