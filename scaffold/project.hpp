// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "scaffold/project_names.hpp"

namespace attacca::scaffold {

enum class Kind { effect, instrument, note_effect, analyzer };

/// How the project comes by the framework.
enum class Framework {
  copy,     ///< a copy of its own, in its folder `attacca`
  link,     ///< the folder where it lies, which the project names
  package,  ///< what is installed: find_package(attacca)
};

/// A plugin's project that is to be written.
struct Project {
  ProjectNames names;
  Kind kind = Kind::effect;
  bool has_editor = false;
  bool is_standalone = false;  ///< a program of its own as well
  std::string id;
  std::string vendor;
  bool is_mit = false;  ///< else all rights are the author's
  Framework framework = Framework::copy;
  std::filesystem::path framework_folder;
};

/// The folder of the framework that the running program was built in, or that was installed with
/// it; nothing for a program alone. [main]
[[nodiscard]] std::optional<std::filesystem::path> framework_beside_program();
/// Whether a folder holds the framework's sources. [main]
[[nodiscard]] bool is_framework(const std::filesystem::path& folder);
/// Whether find_package(attacca) leads to it. [main]
[[nodiscard]] bool is_installed(const std::filesystem::path& framework);

/// Writes the project as `folder`, where nothing or an empty folder may be: all of it, or on an
/// error nothing. Returns the files that are the author's, relative to it. [main]
/// Errors: something is there; it cannot be written (the system's reason).
[[nodiscard]] Result<std::vector<std::string>> write_project(const Project& project,
                                                             const std::filesystem::path& folder);

}  // namespace attacca::scaffold
