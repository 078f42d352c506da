// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/search_paths.hpp"

#include <system_error>

#include "package/posix/paths_in_variable.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

// A host is often started by a link in /usr/bin.
fs::path folder_of_program(const fs::path& host) {
  std::error_code error;
  const fs::path program = fs::canonical(host, error);
  return (error ? fs::absolute(host, error) : program).parent_path();
}

}  // namespace

SearchPaths SearchPaths::of_environment(const std::vector<fs::path>& hosts) {
  SearchPaths paths;
  if (const fs::path home = home_folder(); !home.empty()) {
    paths.vst3.push_back(home / ".vst3");
    paths.clap.push_back(home / ".clap");
  }
  // The standards' own; then where distributions with lib64 install (Fedora, openSUSE), which
  // Zrythm and the clap-host of nice-plug look into; then the extensions of a Flatpak host.
  constexpr const char* kLibraries[] = {"/usr/lib", "/usr/local/lib", "/usr/lib64",
                                        "/usr/local/lib64", "/app/extensions/Plugins"};
  for (const fs::path library : kLibraries) {
    paths.vst3.push_back(library / "vst3");
    paths.clap.push_back(library / "clap");
  }
  // The last of the VST3 standard's: beside the host's program.
  for (const fs::path& host : hosts) paths.vst3.push_back(folder_of_program(host) / "vst3");
  add_from_variable(paths.vst3, "VST3_PATH");
  add_from_variable(paths.clap, "CLAP_PATH");
  return paths;
}

Result<fs::path> install_folder(PluginFormat format, InstallScope scope) {
  const bool vst3 = format == PluginFormat::vst3;
  if (scope == InstallScope::system) return fs::path(vst3 ? "/usr/lib/vst3" : "/usr/lib/clap");
  const fs::path home = home_folder();
  if (home.empty()) {
    return fail("the user has no home folder: set HOME, or name a folder with --to");
  }
  return home / (vst3 ? ".vst3" : ".clap");
}

}  // namespace attacca::package
