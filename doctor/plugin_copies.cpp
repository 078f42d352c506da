// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "doctor/examination.hpp"
#include "package/installed_plugins.hpp"
#include "package/plugin_bundle.hpp"
#include "package/sha256.hpp"
#include "package/status.hpp"

namespace attacca::doctor {
namespace {

namespace fs = std::filesystem;
using package::shown;
using package::typed;

/// What hosts tell plugins apart by: the ids where a file names them, else its own name.
std::set<std::string> ids_of(const package::PluginBundle& bundle) {
  std::set<std::string> ids;
  for (const package::PluginBinary& binary : bundle.binaries) {
    for (const package::PluginMetadata& plugin : binary.plugins) ids.insert(plugin.id);
  }
  if (ids.empty()) ids.insert(bundle.path.filename().string());
  return ids;
}

std::string built_of(const package::PluginBundle& bundle) {
  const package::BuildIdentity* const identity = bundle.identity();
  return identity == nullptr ? "" : " (" + identity->summary() + ")";
}

/// What is kept of a file: folders of plugins have gigabytes of them.
struct Copy {
  fs::path path;
  std::string built;
  std::vector<std::string> digests;  ///< of its binaries
};

Copy copy_of(const package::PluginBundle& bundle) {
  Copy copy{bundle.path, built_of(bundle), {}};
  for (const package::PluginBinary& binary : bundle.binaries) {
    copy.digests.push_back(package::sha256_hex(binary.bytes));
  }
  return copy;
}

void look_at_doubles(const Machine& machine, Findings& findings) {
  std::map<std::pair<package::PluginFormat, std::string>, Copy> first;
  for (const package::InstalledPlugin& plugin : package::find_installed_plugins(machine.plugins)) {
    const auto bundle = package::read_plugin_bundle(plugin.path);
    if (!bundle) continue;
    const Copy copy = copy_of(*bundle);
    const Copy* hiding = nullptr;
    for (const std::string& id : ids_of(*bundle)) {
      const auto [place, is_new] = first.try_emplace({plugin.format, id}, copy);
      if (!is_new) hiding = &place->second;
    }
    if (hiding == nullptr) continue;
    const bool is_same = hiding->digests == copy.digests;
    findings.push_back(
        {Subject::plugins, is_same ? Weight::advice : Weight::problem,
         shown(hiding->path) + hiding->built + " hides " + shown(plugin.path) + copy.built +
             (is_same ? ", which is the same" : ", which is another build of the same plugin"),
         "keep one: rm -r -- " + typed(plugin.path)});
  }
}

void look_at_build(const Machine& machine, const fs::path& build, Findings& findings) {
  const auto statuses = package::status_of_build(build, machine.plugins);
  if (!statuses) {
    findings.push_back({Subject::plugins, Weight::problem, statuses.error().message,
                        "name the build folder: attacca doctor --build DIR"});
    return;
  }
  for (const package::PluginStatus& status : *statuses) {
    for (const std::string& finding : status.findings) {
      std::string remedy = "cmake --build " + typed(build);
      if (!status.installed.empty() && !status.built.empty()) {
        remedy += " && attacca install";
        for (const package::PluginCopy& copy : status.built) remedy += " " + typed(copy.path);
      }
      findings.push_back(
          {Subject::plugins, Weight::problem, status.name + ": " + finding, std::move(remedy)});
    }
  }
}

}  // namespace

void look_at_plugin_copies(const Machine& machine, const std::optional<fs::path>& build,
                           Findings& findings) {
  look_at_doubles(machine, findings);
  if (build) look_at_build(machine, *build, findings);
}

}  // namespace attacca::doctor
