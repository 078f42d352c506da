// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string_view>

#include "attacca/formats/vst3_class_id.hpp"

namespace attacca::core {

/// The number that hosts know a parameter or a group by: 31 bits of FNV-1a of its id. Part of the
/// contract with saved projects: never change it. [any]
[[nodiscard]] inline std::uint32_t stable_id_of(std::string_view id) noexcept {
  const std::uint64_t hash = detail::fnv1a64(id, 0xCBF29CE484222325ull);
  return static_cast<std::uint32_t>((hash ^ (hash >> 32)) & 0x7FFFFFFFu);
}

}  // namespace attacca::core
