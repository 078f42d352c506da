// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "package/records.hpp"

namespace attacca::package {

/// The text of a VST3 bundle's Contents/Resources/moduleinfo.json, so that hosts can list the
/// plugins without loading the module. `name` is the bundle's. Plugins without a VST3 class are
/// left out; the text is empty when none has one. [any]
std::string module_info_json(std::string_view name, const std::vector<PluginMetadata>& plugins);

/// What a macOS bundle's Info.plist has to say.
struct BundleProperties {
  std::string name;
  std::string executable;
  std::string identifier;
  std::string version;
};

/// The text of a macOS bundle's Contents/Info.plist. What XML cannot hold becomes U+FFFD. [any]
std::string info_plist(const BundleProperties& properties);

/// The text of a macOS bundle's Contents/PkgInfo. [any]
inline constexpr std::string_view kPkgInfo = "BNDL????";

}  // namespace attacca::package
