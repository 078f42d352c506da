// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/picture_check.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

namespace attacca::gui {

namespace {

constexpr std::uint32_t kLargestSide = 16384;

std::uint32_t big_endian(std::span<const std::byte> bytes) {
  std::uint32_t value = 0;
  for (const std::byte byte : bytes) value = value << 8u | std::to_integer<std::uint32_t>(byte);
  return value;
}

bool reaches_its_end(std::span<const std::byte> chunks) {
  constexpr std::size_t kAround = 12;  // length, name and sum
  while (chunks.size() >= kAround) {
    if (std::memcmp(chunks.data() + 4, "IEND", 4) == 0) return true;
    const std::size_t length = big_endian(chunks.first(4));
    if (length > chunks.size() - kAround) return false;
    chunks = chunks.subspan(kAround + length);
  }
  return false;
}

std::string picture_of(PhysicalSize size) {
  return "cannot have a picture of " + std::to_string(size.width) + " × " +
         std::to_string(size.height) + " pixels";
}

Result<void> check_size(PhysicalSize size) {
  if (size.width > 0 && size.height > 0 && size.width <= kLargestSide &&
      size.height <= kLargestSide) {
    return {};
  }
  return fail(picture_of(size) + ": 1 to " + std::to_string(kLargestSide) + " each way");
}

}  // namespace

/// PNG (Portable Network Graphics) begins with a signature and the chunk IHDR: width and height.
/// Each chunk is a length, a name, so many bytes and a sum; the last one is IEND. Not every decoder
/// minds a file that ends too soon.
Result<PhysicalSize> check_png(std::span<const std::byte> file) {
  constexpr std::array<unsigned char, 8> kSignature{0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
  if (file.size() < 33 || std::memcmp(file.data(), kSignature.data(), kSignature.size()) != 0) {
    return fail("cannot decode the picture: it is no PNG");
  }
  const PhysicalSize size{big_endian(file.subspan(16, 4)), big_endian(file.subspan(20, 4))};
  if (auto possible = check_size(size); !possible) return fail(possible.error().message);
  if (!reaches_its_end(file.subspan(kSignature.size()))) {
    return fail("cannot decode the picture: it ends too soon");
  }
  return size;
}

Result<void> check_picture(PhysicalSize size, std::size_t count) {
  if (auto possible = check_size(size); !possible) return possible;
  if (count == static_cast<std::size_t>(size.width) * size.height) return {};
  return fail(picture_of(size) + " out of " + std::to_string(count) + " colours");
}

}  // namespace attacca::gui
