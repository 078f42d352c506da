// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "doctor/examination.hpp"
#include "package/installed_plugins.hpp"
#include "package/plugin_bundle.hpp"
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

bool is_same_build(const package::PluginBundle& one, const package::PluginBundle& other) {
  return one.binaries.size() == other.binaries.size() &&
         std::equal(one.binaries.begin(), one.binaries.end(), other.binaries.begin(),
                    [](const auto& a, const auto& b) { return a.bytes == b.bytes; });
}

std::string built_of(const package::PluginBundle& bundle) {
  const package::BuildIdentity* const identity = bundle.identity();
  return identity == nullptr ? "" : " (" + identity->summary() + ")";
}

void look_at_doubles(const Machine& machine, Findings& findings) {
  std::map<std::pair<package::PluginFormat, std::string>, package::PluginBundle> first;
  for (const package::InstalledPlugin& plugin : package::find_installed_plugins(machine.plugins)) {
    auto bundle = package::read_plugin_bundle(plugin.path);
    if (!bundle) continue;
    const package::PluginBundle* hiding = nullptr;
    for (const std::string& id : ids_of(*bundle)) {
      const auto [place, is_new] = first.try_emplace({plugin.format, id}, *bundle);
      if (!is_new) hiding = &place->second;
    }
    if (hiding == nullptr) continue;
    const bool is_same = is_same_build(*hiding, *bundle);
    findings.push_back(
        {Subject::plugins, is_same ? Weight::advice : Weight::problem,
         shown(hiding->path) + built_of(*hiding) + " hides " + shown(plugin.path) +
             built_of(*bundle) +
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
