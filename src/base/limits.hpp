// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

// What the framework takes from a host, at most. Beyond these it refuses, or takes the part that
// fits; nothing that a host sends makes memory or time grow without bound.
namespace attacca::core {

/// Bytes of a saved state. Longer ones are refused before they are read.
inline constexpr std::size_t kMostStateBytes = std::size_t{16} << 20;
/// Levels of nesting in a saved state. Deeper ones are refused where they begin.
inline constexpr unsigned kMostStateDepth = 32;
/// Values in the fields of a saved state, or in one that is migrated. More are refused.
inline constexpr std::size_t kMostStateValues = std::size_t{1} << 20;
/// Bytes of a track's picture. A larger one is left out.
inline constexpr std::uint32_t kMostImageBytes = std::uint32_t{4} << 20;
/// Points of one parameter in one block. Those after them are not looked at.
inline constexpr std::int32_t kMostParamPoints = 1 << 16;
/// Frames of one part of a block. Longer blocks are split, so that a host that announces huge
/// blocks does not cost huge buffers.
inline constexpr std::uint32_t kMostPartFrames = 1u << 16;

}  // namespace attacca::core
