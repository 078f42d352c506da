// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "attacca/base/result.hpp"
#include "package/plugin_binary.hpp"

namespace attacca::package {

/// Joins Mach-O binaries of different architectures into one universal file. Fails when two have
/// the same architecture or a part lies beyond the format's 4 GiB. [any]
Result<std::vector<std::byte>> join_universal(const std::vector<const PluginBinary*>& binaries);

/// The same for whole files of one architecture each. [any]
Result<std::vector<std::byte>> join_thin(const std::vector<std::span<const std::byte>>& files);

}  // namespace attacca::package
