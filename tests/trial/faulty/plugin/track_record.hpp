// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::faulty {

/// What the plugin knows of its track.
struct TrackRecord {
  std::array<char, 512> name{};         ///< UTF-8, terminated.
  std::array<std::uint8_t, 4> color{};  ///< red, green, blue, alpha
  bool has_name = false;
  bool has_color = false;
};

/// FNV-1a, 32 bit, over name, a zero byte and colour; see docs/track-info.md. [any]
[[nodiscard]] std::uint32_t digest_of(const char* name, const TrackRecord& record) noexcept;
[[nodiscard]] inline std::uint32_t digest_of(const TrackRecord& record) noexcept {
  return digest_of(record.name.data(), record);
}

}  // namespace attacca::faulty
