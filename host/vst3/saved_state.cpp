// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/saved_state.hpp"

#include <array>
#include <cstdint>
#include <cstring>

namespace attacca::host {

namespace {

constexpr std::array<char, 8> kMark = {'A', 't', 't', 'V', 's', 't', '3', '1'};
constexpr std::size_t kHeader = kMark.size() + 8;

}  // namespace

std::vector<std::byte> pack_state(std::span<const std::byte> component,
                                  std::span<const std::byte> controller) {
  std::vector<std::byte> bytes(kHeader);
  std::memcpy(bytes.data(), kMark.data(), kMark.size());
  for (std::size_t i = 0; i < 8; ++i) {
    bytes[kMark.size() + i] = static_cast<std::byte>(component.size() >> (8 * i));
  }
  bytes.insert(bytes.end(), component.begin(), component.end());
  bytes.insert(bytes.end(), controller.begin(), controller.end());
  return bytes;
}

SavedState unpack_state(std::span<const std::byte> bytes) noexcept {
  if (bytes.size() < kHeader || std::memcmp(bytes.data(), kMark.data(), kMark.size()) != 0) {
    return {bytes, {}};
  }
  std::uint64_t size = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    size |= std::to_integer<std::uint64_t>(bytes[kMark.size() + i]) << (8 * i);
  }
  const auto rest = bytes.subspan(kHeader);
  if (size > rest.size()) return {rest, {}};
  return {rest.first(static_cast<std::size_t>(size)), rest.subspan(static_cast<std::size_t>(size))};
}

}  // namespace attacca::host
