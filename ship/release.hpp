// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "package/build_manifest.hpp"
#include "package/failure.hpp"

namespace attacca::ship {

/// What is to be given to musicians.
struct ReleaseRequest {
  std::filesystem::path build;          ///< a build folder with plugins
  std::vector<std::string> plugins;     ///< targets or display names; empty: all of the build
  std::filesystem::path out;            ///< made when missing
  std::string name;                     ///< empty: the only plugin's, else the project's
  std::string license = "NOASSERTION";  ///< of the plugins themselves, an SPDX expression
};

struct ReleasedPlugin {
  std::string name;
  std::string version;
  std::string revision;
  bool dirty = false;  ///< built from sources that differ from the revision
  std::vector<std::string>
      files;  ///< its bundles and its program, relative to the release's folder
};

struct Release {
  std::string name;               ///< my-plugins-1.0.0-linux-x86_64
  std::filesystem::path folder;   ///< what is in the archive
  std::filesystem::path archive;  ///< .tar.xz
  std::filesystem::path sums;     ///< SHA-256 of the archive, for sha256sum --check
  std::string digest;             ///< the same, in hex digits
  std::vector<ReleasedPlugin> plugins;
  std::vector<std::string> notes;  ///< what whoever hands it out should know, a sentence each
};

/// The plugins that are asked for. [main]
/// Errors: no build folder with plugins; no such plugin; a debug build, or one with sanitizers.
[[nodiscard]] package::Outcome<std::vector<package::BuildManifest>> plugins_to_release(
    const ReleaseRequest& request);

/// Lays out what is built: the bundles, programs of their own with what desktops show of them,
/// install.sh, README.txt, the licences of what is linked in,
/// sbom.spdx.json, SHA256SUMS; and packs it. The same bundles give the same archive, byte for byte.
/// What was at its places is replaced when all is there, and stays on an error. Runs `tar`. [main]
/// Errors: those of plugins_to_release(); a bundle that is missing or older than its sources; the
/// folder cannot be written; what stands there is no release; tar fails.
[[nodiscard]] package::Outcome<Release> make_release(const ReleaseRequest& request);

}  // namespace attacca::ship
