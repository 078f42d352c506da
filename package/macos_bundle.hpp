// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "package/plugin_bundle.hpp"

namespace attacca::package {

/// Looks at what makes a folder a bundle of macOS (Info.plist, signatures, sealed resources), if it
/// has programs for that system, and at the signatures of a program without a folder: adds to
/// macos_problems and notes. [main]
void check_macos_bundle(PluginBundle& bundle);

}  // namespace attacca::package
