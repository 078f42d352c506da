// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/package/fixtures.hpp"

namespace attacca::package::test {

/// An image with a load configuration that points at hybrid metadata; with `other`, an ARM64X image
/// whose header the loader changes for x64 processes, so that they see other exports.
struct Hybrid {
  std::uint16_t machine = 0xAA64;
  bool has_metadata = true;
  std::vector<std::string> exports{"GetPluginFactory", "clap_entry"};
  std::vector<std::string> other = {};
  bool by_delta = false;
};

inline Bytes hybrid_image(const Hybrid& hybrid) {
  constexpr std::size_t kAddress = 0x1000;
  constexpr std::size_t kOffset = 0x200;
  Bytes file = make_pe(hybrid.exports, hybrid.machine);
  const auto address_of = [&](std::size_t offset) { return kAddress + offset - kOffset; };
  const auto set = [&](std::size_t at, std::uint64_t value, unsigned width) {
    if (file.size() < at + width) file.resize(at + width);
    for (unsigned i = 0; i < width; ++i) file[at + i] = static_cast<std::byte>(value >> 8U * i);
  };
  constexpr std::size_t kOptional = 0x58;
  constexpr std::size_t kExportEntry = kOptional + 112;
  const std::size_t config = file.size();
  set(config, 320, 4);
  file.resize(config + 320);
  const std::size_t metadata = file.size();
  set(metadata, 2, 4);
  set(kOptional + 24, 0x180000000, 8);
  set(kExportEntry + 80, address_of(config), 4);
  set(kExportEntry + 84, 320, 4);
  if (hybrid.has_metadata) set(config + 200, 0x180000000 + address_of(metadata), 8);
  if (!hybrid.other.empty()) {
    file.resize((file.size() + 3) / 4 * 4);
    const std::size_t directory = file.size();
    set(directory + 24, hybrid.other.size(), 4);
    set(directory + 32, address_of(directory + 40), 4);
    file.resize(directory + 40 + 4 * hybrid.other.size());
    for (std::size_t i = 0; i < hybrid.other.size(); ++i) {
      set(directory + 40 + 4 * i, address_of(file.size()), 4);
      const Bytes name = bytes_of(hybrid.other[i] + '\0');
      file.insert(file.end(), name.begin(), name.end());
    }
    file.resize((file.size() + 3) / 4 * 4);
    const std::size_t table = file.size();
    const std::size_t change = address_of(directory) - kAddress;  // from the native exports
    set(config + 224, table - kOffset, 4);
    set(config + 228, 1, 2);
    set(table, 1, 4);      // version
    set(table + 8, 6, 8);  // IMAGE_DYNAMIC_RELOCATION_ARM64X
    std::size_t at = table + 20;
    set(at, 0, 4);  // the page of the header
    at += 8;
    set(at, 0x44 | 1U << 12U | 1U << 14U, 2);  // a value of 2 bytes: the machine
    set(at + 2, 0x8664, 2);
    at += 4;
    if (hybrid.by_delta) {
      set(at, kExportEntry | 2U << 12U, 2);  // plus a multiple of 4
      set(at + 2, change / 4, 2);
      at += 4;
    } else {
      set(at, kExportEntry | 1U << 12U | 2U << 14U, 2);  // a value of 4 bytes
      set(at + 2, address_of(directory), 4);
      at += 6;
    }
    set(at, 0, 2);
    at = (at + 2 + 3) / 4 * 4;
    file.resize(at);
    set(table + 24, at - (table + 20), 4);
    set(table + 16, at - (table + 20), 4);
    set(table + 4, at - (table + 8), 4);
  }
  const std::size_t section = kOptional + 240;
  set(section + 8, file.size() - kOffset, 4);
  set(section + 16, file.size() - kOffset, 4);
  return file;
}

}  // namespace attacca::package::test
