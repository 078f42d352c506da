// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "witness/record/record_kind.hpp"

namespace attacca::witness {

/// A record on its way from the thread that was called to the thread that writes the file: values
/// in cells of eight bytes, each with a tag. What does not fit is left out, and is_cut says so.
/// All members [any], without allocation.
struct Entry {
  static constexpr std::size_t kMostCells = 14;

  std::uint64_t sequence = 0;
  std::uint64_t time = 0;    ///< nanoseconds since the recorder was made
  std::uint64_t thread = 0;  ///< as the system has it
  const char* name = "";     ///< of the call; lives as long as the module
  std::uint32_t object = 0;
  RecordKind kind = RecordKind::call;
  std::uint8_t cells = 0;
  bool is_cut = false;
  std::array<char, kMostCells> tags;             // only as many as there are cells
  std::array<std::uint64_t, kMostCells> values;  // ditto

  void put_integer(std::int64_t value) noexcept {
    put(tag::kInteger, static_cast<std::uint64_t>(value));
  }
  void put_real(double value) noexcept { put(tag::kReal, std::bit_cast<std::uint64_t>(value)); }
  /// UTF-8, cut at the last cell.
  void put_text(std::string_view text) noexcept {
    const std::size_t room = cells + 1u < kMostCells ? (kMostCells - cells - 1u) * 8u : 0u;
    if (text.size() > room) is_cut = true;
    text = text.substr(0, room);
    put(tag::kText, text.size());
    while (!text.empty()) {
      std::uint64_t cell = 0;
      const std::size_t count = std::min<std::size_t>(text.size(), 8);
      std::memcpy(&cell, text.data(), count);
      put(tag::kMore, cell);
      text.remove_prefix(count);
    }
  }
  /// What was said, by its length and its digest alone.
  void put_digest(std::uint64_t length, std::uint64_t hash) noexcept {
    if (!fits(2)) return;
    put(tag::kDigest, length);
    put(tag::kMore, hash);
  }
  /// Sixteen bytes.
  void put_uid(const void* bytes) noexcept {
    if (!fits(2)) return;
    std::array<std::uint64_t, 2> halves{};
    std::memcpy(halves.data(), bytes, sizeof halves);
    put(tag::kUid, halves[0]);
    put(tag::kMore, halves[1]);
  }

 private:
  bool fits(std::size_t count) noexcept {
    if (cells + count <= kMostCells) return true;
    is_cut = true;
    return false;
  }
  void put(char letter, std::uint64_t value) noexcept {
    if (!fits(1)) return;
    tags[cells] = letter;
    values[cells] = value;
    ++cells;
  }
};

}  // namespace attacca::witness
