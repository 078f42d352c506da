// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>

namespace attacca::package {

/// Which programs hold a file or folder so that it cannot be moved, and what to do about it, to be
/// appended to a message: ": in use by reaper.exe (1234): end it, then try again". [main]
std::string in_use_by(const std::filesystem::path& path);

}  // namespace attacca::package
