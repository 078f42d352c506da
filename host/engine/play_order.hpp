// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <tl/expected.hpp>

namespace attacca::host {

/// The order in which tracks have to be played so that each comes after those whose notes it gets:
/// `sources[i]` are those of track i, each below sources.size(). Otherwise the order stays. [main]
/// Errors: a track whose notes come back to it.
[[nodiscard]] tl::expected<std::vector<std::size_t>, std::size_t> play_order(
    std::span<const std::vector<std::size_t>> sources);

}  // namespace attacca::host
