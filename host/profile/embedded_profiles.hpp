// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>
#include <string_view>

namespace attacca::host {

/// A file of profiles/, as it was when the library was built.
struct EmbeddedProfile {
  std::string_view name;  ///< The file's name without its end.
  std::string_view text;
};

/// All of them: "attacca" first, then by name. Its source is written by the build,
/// host/embed_profiles.cmake. [any]
[[nodiscard]] std::span<const EmbeddedProfile> embedded_profiles() noexcept;

}  // namespace attacca::host
