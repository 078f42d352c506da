// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <filesystem>
#include <utility>

namespace attacca::host {

/// Which file this is, whatever path led to it: its volume and its number there. Zeros: it cannot
/// be looked at. [not audio]
using FileIdentity = std::pair<std::uint64_t, std::uint64_t>;
[[nodiscard]] FileIdentity identity_of(const std::filesystem::path& path);

}  // namespace attacca::host
