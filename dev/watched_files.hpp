// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <set>
#include <string_view>

#include "dev/dev_project.hpp"

namespace attacca::dev {

using FileSet = std::set<std::filesystem::path>;

/// What a target is made of, out of what Ninja says: `inputs` is that of `ninja -t inputs TARGET`
/// (a shell's word a line), `deps` that of `ninja -t deps`, in which a file counts that was
/// compiled from one of the inputs. Paths that are relative are so to `build`. Without generated
/// files and those of the system. [any] Source: the Ninja manual, extra tools.
[[nodiscard]] FileSet files_of_ninja(std::string_view inputs, std::string_view deps,
                                     const std::filesystem::path& build);

/// The files whose change can be heard: by Ninja's knowledge, else the sources that the build has
/// recorded and the headers that lie with them. Of links also where they lead. [main] Runs Ninja.
[[nodiscard]] FileSet files_to_watch(const DevProject& project);

}  // namespace attacca::dev
