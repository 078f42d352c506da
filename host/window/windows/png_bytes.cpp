// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/windows/png_bytes.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace attacca::host {
namespace {

using Bytes = std::vector<std::byte>;

void add(Bytes& bytes, std::uint32_t value, int count) {
  for (int i = count - 1; i >= 0; --i) bytes.push_back(std::byte(value >> (8 * i)));
}

std::uint32_t crc_of(std::span<const std::byte> bytes) {
  std::uint32_t crc = ~0u;
  for (const std::byte byte : bytes) {
    crc ^= std::to_integer<std::uint32_t>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320u : 0u);
  }
  return ~crc;
}

void add_chunk(Bytes& png, std::string_view kind, const Bytes& content) {
  add(png, static_cast<std::uint32_t>(content.size()), 4);
  const std::size_t begin = png.size();
  for (const char c : kind) png.push_back(std::byte(c));
  png.insert(png.end(), content.begin(), content.end());
  add(png, crc_of(std::span(png).subspan(begin)), 4);
}

/// A zlib stream of stored blocks.
Bytes stored(const Bytes& raw) {
  constexpr std::size_t kLongest = 65535;
  Bytes stream{std::byte{0x78}, std::byte{0x01}};
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (std::size_t at = 0; at < raw.size(); at += kLongest) {
    const std::size_t size = std::min(kLongest, raw.size() - at);
    stream.push_back(std::byte(at + size == raw.size() ? 1 : 0));
    for (const std::size_t value : {size, ~size}) {  // the lower byte first
      stream.push_back(std::byte(value & 0xFF));
      stream.push_back(std::byte((value >> 8) & 0xFF));
    }
    for (std::size_t i = at; i < at + size; ++i) {
      stream.push_back(raw[i]);
      a = (a + std::to_integer<std::uint32_t>(raw[i])) % 65521;  // Adler-32
      b = (b + a) % 65521;
    }
  }
  add(stream, (b << 16) | a, 4);
  return stream;
}

}  // namespace

std::vector<std::byte> png_bytes(std::span<const std::uint32_t> pixels, std::uint32_t width,
                                 std::uint32_t height) {
  constexpr std::array<unsigned char, 8> kSignature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  Bytes png;
  for (const unsigned char c : kSignature) png.push_back(std::byte(c));
  Bytes header;
  add(header, width, 4);
  add(header, height, 4);
  for (const std::uint32_t value : {8u, 2u, 0u, 0u, 0u}) add(header, value, 1);  // 8 bits, RGB
  add_chunk(png, "IHDR", header);
  Bytes raw;
  raw.reserve(std::size_t{height} * (1 + 3 * std::size_t{width}));
  for (std::size_t line = 0; line < height; ++line) {
    raw.push_back(std::byte{0});  // no filter
    for (const std::uint32_t pixel : pixels.subspan(line * width, width)) add(raw, pixel, 3);
  }
  add_chunk(png, "IDAT", stored(raw));
  add_chunk(png, "IEND", {});
  return png;
}

}  // namespace attacca::host
