// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"

namespace attacca::package {

/// The content of _CodeSignature/CodeResources for a bundle of macOS: digests of the files that a
/// signature covers besides the program and Info.plist, by paths relative to Contents. Errors: this
/// program cannot compute digests. [any]
Result<std::string> code_resources(
    const std::map<std::filesystem::path, std::span<const std::byte>>& resources);

/// Whether such a content, whoever wrote it, names that path with the SHA-256 of these bytes. [any]
bool is_sealed(std::string_view code_resources, const std::filesystem::path& path,
               std::span<const std::byte> bytes);

}  // namespace attacca::package
