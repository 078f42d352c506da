// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/dev_project.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <system_error>
#include <utility>

#include "package/build_manifest.hpp"
#include "text/near_names.hpp"
#include "text/printable.hpp"
#include "text/shell_word.hpp"

namespace attacca::dev {
namespace {

namespace fs = std::filesystem;
using package::BuildManifest;

/// The entries of a CMakeCache.txt. Source: the comments at its top, KEY:TYPE=VALUE.
std::map<std::string, std::string> read_cache(const fs::path& build) {
  std::map<std::string, std::string> entries;
  std::ifstream file(build / "CMakeCache.txt");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#' || line[0] == '/') continue;
    const std::size_t colon = line.find(':');
    const std::size_t equals = line.find('=', colon == std::string::npos ? 0 : colon);
    if (colon == std::string::npos || equals == std::string::npos) continue;
    entries[line.substr(0, colon)] = line.substr(equals + 1);
  }
  return entries;
}

Result<BuildManifest> choose(const std::vector<BuildManifest>& all, const std::string& target,
                             const fs::path& build) {
  std::vector<std::string> names;
  for (const BuildManifest& plugin : all) {
    if (!plugin.damage.empty()) continue;
    if (plugin.target == target || plugin.name == target) return plugin;
    names.push_back(plugin.target);
  }
  if (target.empty() && names.size() == 1) {
    return *std::find_if(all.begin(), all.end(),
                         [](const BuildManifest& plugin) { return plugin.damage.empty(); });
  }
  const auto near = text::near_names(target, names, 8);
  const std::string known = build.string() + " has: " + text::list_of(near, names.size());
  if (target.empty()) return fail("say which plugin: " + known);
  return fail("there is no plugin " + text::printable(target) + "; " + known);
}

bool is_inside(const fs::path& path, const fs::path& folder) {
  const fs::path near = path.lexically_relative(folder);
  return !near.empty() && *near.begin() != ".." && near != ".";
}

}  // namespace

Result<DevProject> find_project(const fs::path& build, const std::string& target) {
  std::error_code error;
  const auto cache = read_cache(build);
  if (cache.empty()) {
    const bool is_here = fs::exists("CMakeLists.txt", error);
    return fail(
        "no build folder: " + build.string() + ": " +
        (is_here ? "make it with cmake -S . -B " + text::shell_word(build.string()) + " -G Ninja"
                 : "go to your plugin's project, or name its build folder with --build"));
  }
  const auto manifests = package::read_build_manifests(build);
  if (!manifests) return tl::unexpected(manifests.error());
  auto plugin = choose(*manifests, target, build);
  if (!plugin) return tl::unexpected(plugin.error());
  const auto entry = [&cache](const char* key) {
    const auto found = cache.find(key);
    return found == cache.end() ? std::string() : found->second;
  };
  DevProject project;
  project.build = fs::canonical(build, error);
  if (error) project.build = fs::absolute(build);
  project.target = plugin->target;
  project.name = plugin->name;
  project.binary = plugin->binary;
  const auto is_vst3 = [](const fs::path& bundle) { return bundle.extension() == ".vst3"; };
  const bool is_vst3_alone = !plugin->bundles.empty() &&
                             std::all_of(plugin->bundles.begin(), plugin->bundles.end(), is_vst3);
  project.format = is_vst3_alone ? "vst3" : "clap";
  project.home = entry("CMAKE_HOME_DIRECTORY");
  if (project.home == project.build || is_inside(project.home, project.build)) {
    return fail(
        project.build.string() +
        " is a build folder with the sources in it: what is saved there cannot be told from "
        "what is built. Make one of its own with cmake -S " +
        text::shell_path(project.home.string()) + " -B " +
        text::shell_path((project.home / "build").string()) + " -G Ninja");
  }
  project.cmake = entry("CMAKE_COMMAND");
  if (!fs::exists(project.cmake, error)) project.cmake = "cmake";
  if (entry("CMAKE_GENERATOR") == "Ninja") project.ninja = entry("CMAKE_MAKE_PROGRAM");
  for (const package::SourceSet& set : plugin->sources) {
    for (const std::string& file : set.files) {
      project.sources.push_back((set.base / file).lexically_normal());
    }
  }
  return project;
}

}  // namespace attacca::dev
