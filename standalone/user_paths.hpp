// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace attacca::standalone {

// Where a program keeps things. Source: XDG Base Directory Specification 0.8. Nothing where there
// is neither a home nor the variable.

/// What its plugin remembers: `$XDG_STATE_HOME/attacca/ID.state`, by default below ~/.local/state.
/// [main]
[[nodiscard]] std::optional<std::filesystem::path> default_state_path(std::string_view plugin_id);

/// What it is to be called with: `$XDG_CONFIG_HOME/attacca/ID.toml`, by default below ~/.config.
/// [main]
[[nodiscard]] std::optional<std::filesystem::path> default_settings_path(
    std::string_view plugin_id);

/// Renames `path` to NAME.refused (NAME.refused-2 …), which nobody has, and returns it; nothing if
/// it cannot be renamed. [main]
[[nodiscard]] std::optional<std::filesystem::path> set_aside(const std::filesystem::path& path);

}  // namespace attacca::standalone
