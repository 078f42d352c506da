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
/// Whether a .clap plugin is a bundle like a .vst3 one, as on macOS, and no single file. [any]
[[nodiscard]] bool clap_is_bundle() noexcept;
/// The binary of a bundle which has another name than that: on macOS the only file in the folder.
/// Empty: there is none. [any]
[[nodiscard]] std::filesystem::path lone_binary(const std::filesystem::path& folder);
/// The system's name, for people. [any]
[[nodiscard]] std::string_view system_name() noexcept;
/// @}

/// Reads the headers, so that a bad file gets a clear sentence and never reaches the loader. [any]
/// Errors: unreadable, empty, not a program file of this system, another machine, no library,
/// truncated.
[[nodiscard]] Result<void> check_loadable(const std::filesystem::path& path);

}  // namespace attacca::host
