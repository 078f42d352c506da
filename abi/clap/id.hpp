// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::clap {

/// A number that names a parameter, port, timer and so on within one plugin. Ids of things a
/// project refers to must stay the same for ever.
using Id = std::uint32_t;

/// No id: marks an empty slot or a missing partner, and is never given to anything.
inline constexpr Id kInvalidId = UINT32_MAX;

}  // namespace attacca::clap
