// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// How this system names what plugins come as.
/// Source: VST3, "VST 3 Plug-in Format Structure".
/// @{

/// The folder of this processor in a VST3 bundle's Contents, such as "x86_64-linux". [any]
[[nodiscard]] std::string bundle_folder(const std::filesystem::path& contents);
/// The ending of the binary in it, ".so". [any]
[[nodiscard]] std::string_view bundle_suffix() noexcept;
/// The system's name, for people. [any]
[[nodiscard]] std::string_view system_name() noexcept;
/// @}

/// Reads the headers, so that a bad file gets a clear sentence and never reaches the loader. [any]
/// Errors: unreadable, empty, not a program file of this system, another machine, no library,
/// truncated.
[[nodiscard]] Result<void> check_loadable(const std::filesystem::path& path);

}  // namespace attacca::host
