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

/// Whether a rule of files that a signature leaves out is among those of every list, whoever wrote
/// it. [any]
bool is_usual_omission(std::string_view pattern) noexcept;

}  // namespace attacca::package
