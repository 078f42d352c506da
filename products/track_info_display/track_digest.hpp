// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string_view>

#include "attacca/track_info.hpp"

/// A number by which two sides can check that they mean the same name and colour without comparing
/// text: FNV-1a, 32 bit (Fowler, Noll, Vo), over the name's UTF-8 bytes, a zero byte, and the
/// colour's bytes red, green, blue, alpha; what is absent is left out. docs/track-info.md documents
/// it, so that a host can check what this plugin reports. [any]
inline std::uint32_t track_digest(const attacca::TrackInfo& info) noexcept {
  std::uint32_t hash = 0x811C9DC5u;
  const auto mix = [&hash](std::uint8_t byte) {
    hash ^= byte;
    hash *= 0x01000193u;
  };
  if (info.name) {
    for (char c : info.name->view()) mix(static_cast<std::uint8_t>(c));
  }
  mix(0);
  if (info.color) {
    mix(info.color->red);
    mix(info.color->green);
    mix(info.color->blue);
    mix(info.color->alpha);
  }
  return hash;
}
