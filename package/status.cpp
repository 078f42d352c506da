// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/status.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "package/file_tree.hpp"
#include "package/installed_plugins.hpp"
#include "package/plugin_bundle.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

// A copy with what recognises it.
struct KnownCopy {
  PluginCopy copy;
  std::vector<std::string> plugin_ids;
};

KnownCopy read_copy(const fs::path& path, PluginFormat format) {
  KnownCopy known;
  known.copy.path = path;
  known.copy.format = format;
  const auto bundle = read_plugin_bundle(path);
  if (!bundle) {
    known.copy.state = CopyState::unreadable;
    return known;
  }
  if (const BuildIdentity* identity = bundle->identity()) known.copy.identity = *identity;
  for (const PluginBinary& binary : bundle->binaries) {
    known.copy.binaries.push_back(binary.path);
    for (const PluginMetadata& plugin : binary.plugins) known.plugin_ids.push_back(plugin.id);
  }
  return known;
}

class StatusReader {
 public:
  StatusReader(const SearchPaths& paths, fs::path proc) : paths_(paths), proc_(std::move(proc)) {
    for (const InstalledPlugin& plugin : find_installed_plugins(paths)) {
      installed_.push_back(read_copy(plugin.path, plugin.format));
    }
  }

  PluginStatus read(const BuildManifest& manifest);

 private:
  void read_built(const BuildManifest& manifest, PluginStatus& status);
  void read_installed(const BuildManifest& manifest, PluginStatus& status);
  void find_shadows(PluginStatus& status);
  void find_running(PluginStatus& status);
  [[nodiscard]] bool belongs(const KnownCopy& known, const BuildManifest& manifest) const;

  const SearchPaths& paths_;
  fs::path proc_;
  std::vector<KnownCopy> installed_;
  std::set<std::string> built_ids_;
};

std::string advice_to_install(const PluginStatus& status, const PluginCopy& copy) {
  for (const PluginCopy& built : status.built) {
    if (built.format != copy.format) continue;
    return "attacca install " + typed(built.path) + " --to " + typed(copy.path.parent_path());
  }
  return "build it first";
}

void judge_built(PluginStatus& status, PluginCopy& copy) {
  const std::string where = shown(copy.path);
  switch (copy.state) {
    case CopyState::missing:
      status.findings.push_back("bundle not built: " + where + ": build again");
      return;
    case CopyState::unreadable:
      status.findings.push_back("built bundle cannot be read: " + where + ": build again");
      return;
    default:
      break;
  }
  if (!copy.identity) {
    status.findings.push_back("built bundle carries no build identity: " + where + ": build again");
    return;
  }
  copy.state = copy.identity->sources == status.sources ? CopyState::current : CopyState::stale;
  if (copy.state == CopyState::stale) {
    status.findings.push_back("built bundle is behind the sources: " + where + ", built from " +
                              copy.identity->summary() + ": build again");
  }
}

const PluginCopy* built_twin(const PluginStatus& status, const PluginCopy& copy) {
  for (const PluginCopy& built : status.built) {
    if (built.format == copy.format && built.identity) return &built;
  }
  return nullptr;
}

CopyState state_of_installed(const PluginStatus& status, const PluginCopy& copy) {
  if (!copy.identity) return CopyState::unknown;
  const PluginCopy* twin = built_twin(status, copy);
  if (twin != nullptr && twin->digest == copy.digest) {
    // As good as the built one, which may itself be behind.
    return twin->state;
  }
  return copy.identity->sources == status.sources ? CopyState::other_build : CopyState::stale;
}

void judge_installed(PluginStatus& status, PluginCopy& copy) {
  const std::string where = shown(copy.path);
  if (copy.state == CopyState::unreadable) {
    status.findings.push_back("installed copy cannot be read: " + where + ": " +
                              advice_to_install(status, copy));
    return;
  }
  copy.state = state_of_installed(status, copy);
  switch (copy.state) {
    case CopyState::stale:
      status.findings.push_back("installed copy " + where + " is stale: built from " +
                                copy.identity->summary() + ": " + advice_to_install(status, copy));
      break;
    case CopyState::other_build:
      status.notes.push_back("installed copy " + where +
                             " comes from the same sources but another build, of " +
                             copy.identity->time);
      break;
    case CopyState::unknown:
      status.findings.push_back("installed copy " + where +
                                " bears the name but carries no build identity: remove it or " +
                                advice_to_install(status, copy));
      break;
    default:
      break;
  }
}

bool StatusReader::belongs(const KnownCopy& known, const BuildManifest& manifest) const {
  for (const std::string& id : known.plugin_ids) {
    if (built_ids_.contains(id)) return true;
  }
  if (known.copy.identity) return known.copy.identity->plugin == manifest.target;
  return known.copy.path.stem() == manifest.name;
}

void StatusReader::read_built(const BuildManifest& manifest, PluginStatus& status) {
  built_ids_.clear();
  for (const fs::path& path : manifest.bundles) {
    const PluginFormat format =
        format_of_name(path.filename().string()).value_or(PluginFormat::vst3);
    std::error_code error;
    KnownCopy known;
    if (fs::exists(path, error)) {
      known = read_copy(path, format);
      known.copy.digest = digest_of_tree(path).value_or("");
    } else {
      known.copy.path = path;
      known.copy.format = format;
      known.copy.state = CopyState::missing;
    }
    judge_built(status, known.copy);
    status.built.push_back(std::move(known.copy));
    built_ids_.insert(known.plugin_ids.begin(), known.plugin_ids.end());
  }
}

void StatusReader::read_installed(const BuildManifest& manifest, PluginStatus& status) {
  for (const KnownCopy& known : installed_) {
    if (!belongs(known, manifest)) continue;
    PluginCopy copy = known.copy;
    copy.digest = digest_of_tree(copy.path).value_or("");
    judge_installed(status, copy);
    status.installed.push_back(std::move(copy));
  }
  if (status.installed.empty()) status.notes.push_back("not installed on any search path");
}

// Installed copies are in the order in which hosts meet them.
void StatusReader::find_shadows(PluginStatus& status) {
  for (std::size_t i = 0; i < status.installed.size(); ++i) {
    PluginCopy& copy = status.installed[i];
    for (std::size_t j = 0; j < i; ++j) {
      if (status.installed[j].format != copy.format) continue;
      copy.shadowed_by = status.installed[j].path;
      status.notes.push_back(shown(copy.shadowed_by) + " shadows " + shown(copy.path));
      break;
    }
  }
}

void StatusReader::find_running(PluginStatus& status) {
  std::vector<fs::path> binaries;
  for (const auto* copies : {&status.built, &status.installed}) {
    for (const PluginCopy& copy : *copies) {
      binaries.insert(binaries.end(), copy.binaries.begin(), copy.binaries.end());
    }
  }
  // A copy that was uninstalled may still be mapped: look at every place where one can have been.
  for (const PluginCopy& built : status.built) {
    for (const fs::path& folder : paths_.of(built.format)) {
      for (const fs::path& binary : built.binaries) {
        const fs::path inside = binary.lexically_relative(built.path);
        const fs::path place = folder / built.path.filename();
        binaries.push_back(inside == "." ? place : place / inside);
      }
    }
  }
  status.running = find_outdated_mappings(binaries, proc_);
  for (const OutdatedMapping& mapping : status.running) {
    status.findings.push_back(
        "process " + std::to_string(mapping.process) + " (" + mapping.program +
        ") still runs an old " + shown(mapping.path) +
        (mapping.identity ? ", built from " + mapping.identity->summary() : std::string()) +
        ": restart it");
  }
}

PluginStatus StatusReader::read(const BuildManifest& manifest) {
  PluginStatus status;
  status.target = manifest.target;
  status.name = manifest.name;
  if (!manifest.damage.empty()) {
    status.findings.push_back(manifest.damage);
    return status;
  }
  // One plugin's trouble is no reason to say nothing of the others.
  auto sources = digest_of_sources(manifest.sources);
  if (sources) {
    status.sources = std::move(*sources);
  } else {
    status.findings.push_back("the sources cannot be read: " + sources.error().message);
  }
  read_built(manifest, status);
  read_installed(manifest, status);
  find_shadows(status);
  find_running(status);
  return status;
}

}  // namespace

std::string_view name_of(CopyState state) noexcept {
  switch (state) {
    case CopyState::current:
      return "current";
    case CopyState::other_build:
      return "other build";
    case CopyState::stale:
      return "stale";
    case CopyState::unknown:
      return "unknown";
    case CopyState::missing:
      return "missing";
    case CopyState::unreadable:
      return "unreadable";
  }
  return "?";
}

Result<std::vector<PluginStatus>> status_of_build(const fs::path& build, const SearchPaths& paths,
                                                  const fs::path& proc) {
  const auto manifests = read_build_manifests(build);
  if (!manifests) return tl::unexpected(manifests.error());
  StatusReader reader(paths, proc);
  std::vector<PluginStatus> statuses;
  for (const BuildManifest& manifest : *manifests) {
    statuses.push_back(reader.read(manifest));
  }
  return statuses;
}

}  // namespace attacca::package
