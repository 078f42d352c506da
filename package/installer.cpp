// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/installer.hpp"

#include <system_error>

#include "binary/native_architecture.hpp"
#include "files/folder_entries.hpp"
#include "package/file_tree.hpp"
#include "package/plugin_bundle.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

struct Job {
  fs::path from;
  PluginFormat format = PluginFormat::vst3;
  fs::path folder;
  std::string file_name;
};

Result<fs::path> folder_for(PluginFormat format, const InstallRequest& request) {
  if (!request.folder.empty()) return request.folder;
  return install_folder(format, request.scope);
}

std::string not_a_plugin(const fs::path& place) {
  return "what stands there is no plugin, and stays: " + place.string() +
         ": move it away, or name another folder";
}

Outcome<Job> check(const fs::path& path, const InstallRequest& request) {
  const auto bundle = read_plugin_bundle(path);
  if (!bundle) return reject(bundle.error().message);
  if (!bundle->format) {
    return reject("not a bundle: " + path.string() + ": make one with attacca bundle");
  }
  if (const auto problems = bundle->problems_here(); !problems.empty()) {
    return reject("hosts would refuse it: " + problems.front() +
                  ": bundle the plugin again with attacca bundle");
  }
  if (!bundle->runs_here() && !request.any_architecture) {
    return reject("built for " + bundle->architectures() + ", and this machine is " +
                  std::string(binary::native_architecture()) + ": " + path.string() +
                  ": install a build for this machine, or allow it with --any-arch");
  }
  if (const auto entries = list_tree(bundle->path); !entries) {
    return reject(entries.error().message);
  }
  const auto folder = folder_for(*bundle->format, request);
  if (!folder) return reject(folder.error().message);
  Job job{bundle->path, *bundle->format, *folder, bundle->path.filename().string()};
  if (const fs::path place = job.folder / job.file_name;
      files::is_present(place) && !was_plugin(place)) {
    return reject(not_a_plugin(place));
  }
  std::error_code error;
  if (fs::equivalent(job.from, job.folder / job.file_name, error)) {
    return reject("it is already there: " + job.from.string() + ": name the built bundle");
  }
  return job;
}

Result<void> compare(const fs::path& copy, const std::string& expected) {
  const auto digest = digest_of_tree(copy);
  if (!digest) return tl::unexpected(digest.error());
  if (*digest == expected) return {};
  return fail("what was read back is not what was written: " + copy.string() +
              ": check the disk, then install again");
}

// Copies the bundle beside its place and proves the copy; the digest of both.
Result<std::string> stage(const Job& job, const StagingFolder& staging,
                          const InstallRequest& request) {
  auto digest = digest_of_tree(job.from);
  if (!digest) return digest;
  const TreePlace payload = staging.payload(job.file_name);
  if (auto copied = copy_tree(job.from, payload, request.write_watcher); !copied) {
    return tl::unexpected(copied.error());
  }
  if (auto same = compare(payload.shown, *digest); !same) return tl::unexpected(same.error());
  return digest;
}

Result<InstalledBundle> install(const Job& job, const InstallRequest& request) {
  const fs::path place = job.folder / job.file_name;
  const bool replaces = files::is_present(place);
  const auto nothing_done = [&](const Error& reason) {
    return fail(reason.message + ": " +
                (replaces ? "the copy installed before is as it was" : "nothing was installed"));
  };
  if (auto made = files::create_folders(job.folder); !made) return nothing_done(made.error());
  auto staging = StagingFolder::create(job.folder);
  if (!staging) return nothing_done(staging.error());
  const auto digest = stage(job, *staging, request);
  if (!digest) return nothing_done(digest.error());
  // From here on nobody else may put another one there, or what is compared is theirs.
  const auto alone = lock_destination(job.folder);
  if (!alone) return nothing_done(alone.error());
  if (auto placed = put_in_place(*staging, job.file_name, request.placing); !placed) {
    return nothing_done(placed.error());
  }
  if (auto synced = files::sync_folder(job.folder); !synced) return tl::unexpected(synced.error());
  if (auto same = compare(place, *digest); !same) return tl::unexpected(same.error());
  return InstalledBundle{job.from, place, job.format, *digest, replaces};
}

// A folder's entries can be removed by who may write into it, whoever owns them; one that may not
// be written holds everything above it.
Result<void> check_removable(const fs::path& place) {
  std::error_code error;
  if (!fs::is_directory(fs::symlink_status(place, error))) return {};
  std::vector<fs::path> folders{place};
  fs::recursive_directory_iterator it(place, error);
  for (const fs::recursive_directory_iterator end; !error && it != end; it.increment(error)) {
    if (fs::is_directory(it->symlink_status(error))) folders.push_back(it->path());
  }
  if (error) return fail("cannot remove: " + place.string() + ": " + error.message());
  for (const fs::path& folder : folders) {
    const int refusal = files::refusal_to_change(folder);
    if (refusal != 0) return tl::unexpected(files::system_error("cannot remove", folder, refusal));
  }
  return {};
}

Result<void> remove(const fs::path& place, const InstallRequest& request) {
  if (auto removable = check_removable(place); !removable) return removable;
  auto staging = StagingFolder::create(place.parent_path());
  if (!staging) return tl::unexpected(staging.error());
  if (auto taken = take_away(*staging, place.filename().string(), request.placing); !taken) {
    return taken;
  }
  if (staging->clear()) return {};
  return fail("hosts do not see it any more, but not all of its files could be removed: " +
              place.string() + ": remove what is left in " + staging->path().string());
}

// "Gain" means both formats; "Gain.vst3" and "some/where/Gain.vst3/" mean one.
std::vector<std::pair<PluginFormat, std::string>> installed_names(const std::string& what) {
  const fs::path path(what);
  const std::string name =
      (path.has_filename() ? path.filename() : path.parent_path().filename()).string();
  if (name.empty() || name == "." || name == "..") return {};
  if (const auto format = format_of_name(name)) return {{*format, name}};
  return {{PluginFormat::vst3, name + ".vst3"}, {PluginFormat::clap, name + ".clap"}};
}

}  // namespace

Outcome<std::vector<InstalledBundle>> install_bundles(const std::vector<fs::path>& bundles,
                                                      const InstallRequest& request) {
  std::vector<Job> jobs;
  for (const fs::path& bundle : bundles) {
    auto job = check(bundle, request);
    if (!job) return tl::unexpected(job.error());
    jobs.push_back(std::move(*job));
  }
  std::vector<InstalledBundle> installed;
  for (const Job& job : jobs) {
    auto bundle = install(job, request);
    if (!bundle) return give_up(bundle.error());
    installed.push_back(std::move(*bundle));
  }
  return installed;
}

Outcome<std::vector<fs::path>> uninstall_bundle(const std::string& what,
                                                const InstallRequest& request) {
  const auto names = installed_names(what);
  if (names.empty()) return reject("not a plugin's name: \"" + what + "\": give a name");
  std::vector<fs::path> removed;
  std::string looked;
  for (const auto& [format, name] : names) {
    const auto folder = folder_for(format, request);
    if (!folder) return reject(folder.error().message);
    const fs::path place = *folder / name;
    looked += (looked.empty() ? "" : ", ") + place.string();
    if (!files::is_present(place)) continue;
    const auto alone = lock_destination(*folder);
    if (!alone) return give_up(alone.error());
    if (!files::is_present(place)) continue;  // another process was quicker
    if (!was_plugin(place)) return reject(not_a_plugin(place));
    if (auto taken = remove(place, request); !taken) return give_up(taken.error());
    removed.push_back(place);
  }
  if (!removed.empty()) return removed;
  return give_up(Error{"not installed: " + what + " (looked for " + looked +
                       "): attacca status lists every installed copy"});
}

}  // namespace attacca::package
