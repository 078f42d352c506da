// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <optional>

#include "doctor/finding.hpp"
#include "doctor/machine.hpp"

namespace attacca::doctor {

/// Looks at everything; problems come first. `build`: a build folder whose plugins are compared
/// with the installed ones. Runs no plugin, and changes nothing. [main]
[[nodiscard]] Findings examine(const Machine& machine,
                               const std::optional<std::filesystem::path>& build);

// The parts; each adds what it finds. [main]

/// Compiler, CMake and the like, and the libraries that are built against.
void look_at_build_tools(const Machine& machine, Findings& findings);
/// Each plugin that is installed: whether a host could load it.
void look_at_plugin_files(const Machine& machine, Findings& findings);
/// Copies that hide others, and those that are older than what was built.
void look_at_plugin_copies(const Machine& machine,
                           const std::optional<std::filesystem::path>& build, Findings& findings);
/// What hosts remember of plugins that are others now, or gone.
void look_at_host_caches(const Machine& machine, Findings& findings);
/// Limits, fonts, and the libraries of editors.
void look_at_run_time(const Machine& machine, Findings& findings);

}  // namespace attacca::doctor
