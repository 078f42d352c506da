// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace attacca::host {

/// A PNG of opaque pixels, 0x00rrggbb, line after line; not compressed.
/// Source: "Portable Network Graphics (PNG) Specification", RFC 1950 and 1951. [any]
[[nodiscard]] std::vector<std::byte> png_bytes(std::span<const std::uint32_t> pixels,
                                               std::uint32_t width, std::uint32_t height);

}  // namespace attacca::host
