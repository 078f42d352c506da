// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::clap {

/// A moment in calendar time: seconds since the Unix epoch.
using Timestamp = std::uint64_t;

inline constexpr Timestamp kTimestampUnknown = 0;

}  // namespace attacca::clap
