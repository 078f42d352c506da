// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/search_paths.hpp"

#include "package/posix/paths_in_variable.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

/// Below a folder Library. Source: Apple, "File System Programming Guide"; VST 3 Developer Portal,
/// "Plug-in Locations", macOS; CLAP's entry.h.
constexpr const char* kVst3 = "Library/Audio/Plug-Ins/VST3";
constexpr const char* kClap = "Library/Audio/Plug-Ins/CLAP";

}  // namespace

SearchPaths SearchPaths::of_environment(const std::vector<fs::path>& hosts) {
  SearchPaths paths;
  if (const fs::path home = home_folder(); !home.empty()) {
    paths.vst3.push_back(home / kVst3);
    paths.clap.push_back(home / kClap);
  }
  paths.vst3.push_back(fs::path("/") / kVst3);
  paths.clap.push_back(fs::path("/") / kClap);
  paths.vst3.push_back(fs::path("/Network") / kVst3);
  // The last of the VST3 standard's: Host.app/Contents/VST3.
  for (const fs::path& host : hosts) {
    paths.vst3.push_back(host.parent_path().parent_path() / "VST3");
  }
  add_from_variable(paths.vst3, "VST3_PATH");
  add_from_variable(paths.clap, "CLAP_PATH");
  return paths;
}

Result<fs::path> install_folder(PluginFormat format, InstallScope scope) {
  const char* const below = format == PluginFormat::vst3 ? kVst3 : kClap;
  if (scope == InstallScope::system) return fs::path("/") / below;
  const fs::path home = home_folder();
  if (home.empty()) {
    return fail("the user has no home folder: set HOME, or name a folder with --to");
  }
  return home / below;
}

}  // namespace attacca::package
