// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "ship/release.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <system_error>

#include "files/file.hpp"
#include "package/file_tree.hpp"
#include "package/plugin_bundle.hpp"
#include "package/search_paths.hpp"
#include "package/sha1.hpp"
#include "package/sha256.hpp"
#include "package/staging.hpp"
#include "package/status.hpp"
#include "ship/archive.hpp"
#include "ship/build_settings.hpp"
#include "ship/install_script.hpp"
#include "ship/program_files.hpp"
#include "ship/spdx_document.hpp"

namespace attacca::ship {
namespace {

namespace fs = std::filesystem;
using package::BuildManifest;
using package::give_up;
using package::Outcome;
using package::reject;

constexpr const char* kSums = "SHA256SUMS";
constexpr const char* kSbom = "sbom.spdx.json";

/// For a file: ASCII letters and digits, hyphens for all else.
std::string file_word(const std::string& name) {
  std::string word;
  for (const char letter : name) {
    const bool is_upper = letter >= 'A' && letter <= 'Z';
    const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (is_plain || is_upper) {
      word += is_upper ? static_cast<char>(letter - 'A' + 'a') : letter;
    } else if (!word.empty() && word.back() != '-') {
      word += '-';
    }
  }
  while (word.ends_with('-')) word.pop_back();
  return word;
}

/// As file_word(), with the dots of a version.
std::string version_word(const std::string& version) {
  std::string word;
  for (const char letter : version) {
    const bool is_plain = letter == '.' || letter == '+' || letter == '_' || letter == '~' ||
                          (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                          (letter >= 'A' && letter <= 'Z');
    word += is_plain ? letter : '-';
  }
  return word;
}

const char* folder_for(package::PluginFormat format) {
  return format == package::PluginFormat::vst3 ? "VST3" : "CLAP";
}

std::optional<std::string> text_of(const fs::path& path) {
  constexpr std::uint64_t kLargest = std::uint64_t{4} << 20U;
  auto text = files::read_text(path, kLargest);
  return text ? std::optional<std::string>(std::move(*text)) : std::nullopt;
}

Result<void> write_text(const fs::path& folder, const fs::path& name, const std::string& text,
                        unsigned mode = 0644) {
  const auto handle = files::open_folder(folder);
  if (!handle) return tl::unexpected(handle.error());
  const auto file = files::create_file_below(*handle, name, mode, folder / name);
  if (!file) return tl::unexpected(file.error());
  const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
  if (auto done = files::write_all(*file, bytes, folder / name); !done) return done;
  return files::sync_file(*file, folder / name);
}

/// Fills the release's folder, and says what it found.
class Assembly {
 public:
  Assembly(const ReleaseRequest& request, BuildSettings settings,
           std::vector<BuildManifest> manifests)
      : request_(request), settings_(std::move(settings)), manifests_(std::move(manifests)) {}

  Outcome<Release> make();

 private:
  Outcome<void> look_at_builds();
  Outcome<void> look_at(const BuildManifest& manifest, const package::PluginCopy& copy);
  Outcome<void> look_at_program_of(const BuildManifest& manifest);
  void name_release();
  Result<void> fill(const fs::path& folder);
  Result<void> copy_bundles(const fs::path& folder);
  Result<void> write_licenses(const fs::path& folder);
  Result<void> add_sums(const fs::path& folder);
  [[nodiscard]] std::string readme() const;
  [[nodiscard]] Result<SpdxFile> spdx_file(const fs::path& folder, const fs::path& relative) const;

  const ReleaseRequest& request_;
  BuildSettings settings_;
  std::vector<BuildManifest> manifests_;
  Release release_;
  SpdxRelease bill_;
  std::map<std::string, fs::path> bundles_;  ///< relative in the release: where it was built
  std::map<std::string, const BuildManifest*> made_by_;
  std::map<const BuildManifest*, ProgramFiles> programs_;
  std::set<std::string> architectures_;
  bool has_symbols_ = false;
};

Outcome<void> Assembly::look_at(const BuildManifest& manifest, const package::PluginCopy& copy) {
  if (copy.state != package::CopyState::current) {
    return reject(copy.path.string() + " is " + std::string(package::name_of(copy.state)) +
                  ": build it again: cmake --build " + request_.build.string() + " --target " +
                  manifest.target + "_bundle");
  }
  const auto bundle = package::read_plugin_bundle(copy.path);
  if (!bundle) return give_up(bundle.error());
  if (const auto problems = bundle->all_problems(); !problems.empty()) {
    return give_up({"hosts would refuse it: " + problems.front()});
  }
  ReleasedPlugin* plugin = &release_.plugins.back();
  const std::string place =
      std::string(folder_for(copy.format)) + "/" + copy.path.filename().string();
  plugin->files.push_back(place);
  bundles_[place] = copy.path;
  made_by_[place] = &manifest;
  for (const package::PluginBinary& binary : bundle->binaries) {
    for (const auto& slice : binary.image.slices) {
      architectures_.insert(slice.architecture);
      has_symbols_ = has_symbols_ ||
                     std::any_of(slice.sections.begin(), slice.sections.end(),
                                 [](const auto& section) { return section.name == ".symtab"; });
    }
    if (!binary.plugins.empty()) {
      plugin->version = binary.plugins.front().version;
      bill_.vendor = binary.plugins.front().vendor;
    }
  }
  if (const package::BuildIdentity* identity = bundle->identity()) {
    plugin->revision = identity->revision;
    plugin->dirty = plugin->dirty || identity->dirty;
    bill_.framework = identity->framework;
    bill_.time = std::max(bill_.time, identity->time);
  }
  return {};
}

Outcome<void> Assembly::look_at_program_of(const BuildManifest& manifest) {
  const auto binary = package::read_plugin_bundle(manifest.binary);
  auto program = look_at_program(manifest, binary ? binary->identity() : nullptr, request_.build);
  if (!program) return tl::unexpected(program.error());
  if (program->program.empty()) return {};
  release_.plugins.back().files.push_back(program->program);
  made_by_[program->program] = &manifest;
  programs_[&manifest] = std::move(*program);
  return {};
}

Outcome<void> Assembly::look_at_builds() {
  bill_.time = "1980-01-01T00:00:00Z";  // of bundles without a build identity
  const auto status = package::status_of_build(request_.build, {});
  if (!status) return give_up(status.error());
  for (const BuildManifest& manifest : manifests_) {
    release_.plugins.emplace_back().name = manifest.name;
    const auto at = std::find_if(status->begin(), status->end(),
                                 [&](const auto& each) { return each.target == manifest.target; });
    if (at == status->end() || at->built.empty()) {
      return reject(manifest.name + " has no bundle in " + request_.build.string() +
                    ": build it, or leave it out");
    }
    for (const package::PluginCopy& copy : at->built) {
      if (auto seen = look_at(manifest, copy); !seen) return seen;
    }
    if (auto seen = look_at_program_of(manifest); !seen) return seen;
    std::sort(release_.plugins.back().files.begin(), release_.plugins.back().files.end());
  }
  return {};
}

void Assembly::name_release() {
  std::set<std::string> versions;
  bool is_dirty = false;
  bool is_unknown = false;
  for (const ReleasedPlugin& plugin : release_.plugins) {
    versions.insert(plugin.version);
    is_dirty = is_dirty || plugin.dirty;
    is_unknown = is_unknown || plugin.revision == "unknown";
    if (!settings_.version.empty() && plugin.version != settings_.version) {
      release_.notes.push_back(plugin.name + " says that it is version " + plugin.version +
                               "; the project says " + settings_.version);
    }
  }
  bill_.version = versions.size() == 1 ? *versions.begin() : settings_.version;
  const std::string name = !request_.name.empty()         ? request_.name
                           : release_.plugins.size() == 1 ? release_.plugins.front().name
                                                          : settings_.project;
  bill_.name = name;
  // Names in other scripts would all become the same one.
  const bool is_ascii = std::all_of(
      name.begin(), name.end(), [](char letter) { return static_cast<signed char>(letter) >= 0; });
  const bool has_own = request_.name.empty() && !is_ascii && manifests_.size() == 1;
  release_.name = file_word(has_own ? manifests_.front().target : name);
  if (!bill_.version.empty()) release_.name += "-" + version_word(bill_.version);
  if (is_dirty) {
    release_.name += "-uncommitted";
    release_.notes.emplace_back(
        "it was built from changes that are not committed: nobody else can "
        "build it again");
  }
  if (is_unknown) {
    release_.notes.emplace_back(
        "its sources are under no version control, or without git: only "
        "their digest says what it was built from");
  }
  if (has_symbols_) {
    release_.notes.emplace_back(
        "binaries carry their symbols, which makes them larger: CMake found "
        "no objcopy, or it is a build of another kind than Release");
  }
  release_.name +=
      "-linux-" + (architectures_.size() == 1 ? *architectures_.begin() : std::string("universal"));
}

Result<void> Assembly::copy_bundles(const fs::path& folder) {
  for (const auto& [place, from] : bundles_) {
    const fs::path parent = (folder / place).parent_path();
    if (auto made = files::create_folders(parent); !made) return made;
    const auto handle = files::open_folder(parent);
    if (!handle) return tl::unexpected(handle.error());
    const std::string name = from.filename().string();
    if (auto done = package::copy_tree(from, {*handle, name, parent / name}); !done) return done;
  }
  return {};
}

/// One text for each library that is in any of the plugins, and the framework's.
Result<void> Assembly::write_licenses(const fs::path& folder) {
  std::map<std::string, const package::LinkedLibrary*> libraries;
  std::map<std::string, std::string> texts;
  for (const BuildManifest& manifest : manifests_) {
    for (const auto& library : manifest.linked) libraries.emplace(library.name, &library);
    const fs::path own = manifest.sources.empty() ? fs::path() : manifest.sources.front().root;
    if (const auto text = text_of(own / "LICENSE")) texts["Attacca.txt"] = *text;
  }
  for (const auto& [name, library] : libraries) {
    std::string text = name + (library->version.empty() ? "" : " " + library->version) +
                       "\nLicence: " + library->license + "\n" +
                       (library->homepage.empty() ? "" : library->homepage + "\n");
    if (const auto full = text_of(library->text)) {
      text += "\n" + *full;
    } else {
      release_.notes.push_back("the text of the licence of " + name + " (" + library->license +
                               ") is not on this system: see whether it has to go with it");
    }
    texts[file_word(name) + ".txt"] = text;
  }
  if (auto made = files::create_folders(folder / "LICENSES"); !made) return made;
  for (const char* const own : {"LICENSE", "LICENSE.txt", "LICENSE.md", "COPYING"}) {
    if (const auto text = text_of(settings_.sources / own)) {
      if (auto done = write_text(folder, "LICENSE.txt", *text); !done) return done;
      break;
    }
  }
  for (const auto& [name, text] : texts) {
    if (auto done = write_text(folder / "LICENSES", name, text); !done) return done;
  }
  return {};
}

std::string Assembly::readme() const {
  std::string text = bill_.name + (bill_.version.empty() ? "" : " " + bill_.version) + "\n\n";
  for (const ReleasedPlugin& plugin : release_.plugins) {
    text += plugin.name + " " + plugin.version + "\n";
    for (const std::string& file : plugin.files) text += "  " + file + "\n";
    text += "  built from revision " + plugin.revision +
            (plugin.dirty ? " with changes that were not committed" : "") + "\n";
  }
  std::set<std::string> needed;
  for (const auto& [manifest, program] : programs_) {
    needed.insert(program.needed.begin(), program.needed.end());
  }
  if (!needed.empty()) {
    text += "\nThe programs need these libraries, which your system's packages have:\n ";
    for (const std::string& library : needed) text += " " + library;
    text += "\n";
  }
  return text + "\nInstall:    sh install.sh               for you, in ~/.vst3 and ~/.clap" +
         (programs_.empty() ? "" : ", programs in ~/.local") +
         "\n"
         "            sudo sh install.sh --system for everybody\n"
         "Take away:  sh install.sh --uninstall\n\n"
         "Or copy what is in VST3 and CLAP to where your host looks.\n\n"
         "LICENSES has the terms of what is linked in; " +
         kSbom + " lists it for machines, and " + kSums + " has the sums of all files.\n";
}

Result<SpdxFile> Assembly::spdx_file(const fs::path& folder, const fs::path& relative) const {
  const auto bytes = files::read_file(folder / relative);
  if (!bytes) return tl::unexpected(bytes.error());
  SpdxFile file;
  file.path = relative.generic_string();
  file.sha1 = package::sha1_hex({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  file.sha256 = package::sha256_hex(*bytes);
  if (!binary::is_program_file(*bytes)) return file;
  for (const auto& [place, manifest] : made_by_) {
    if (file.path == place || file.path.starts_with(place + "/")) file.linked = manifest->linked;
  }
  if (const auto image = binary::read_binary_image(*bytes)) {
    for (const auto& slice : image->slices) file.needed = slice.needed;
  }
  return file;
}

/// Last: the bill of materials over all files but itself, then the sums of all but their own.
Result<void> Assembly::add_sums(const fs::path& folder) {
  const auto list = [&folder]() -> Result<std::vector<fs::path>> {
    std::vector<fs::path> paths;
    const auto entries = package::list_tree(folder);
    if (!entries) return tl::unexpected(entries.error());
    for (const package::TreeEntry& entry : *entries) {
      if (entry.kind == package::TreeEntry::Kind::file) paths.push_back(entry.relative);
    }
    std::sort(paths.begin(), paths.end());
    return paths;
  };
  auto paths = list();
  if (!paths) return tl::unexpected(paths.error());
  for (const fs::path& path : *paths) {
    auto file = spdx_file(folder, path);
    if (!file) return tl::unexpected(file.error());
    bill_.files.push_back(std::move(*file));
  }
  bill_.left_out = {std::string("./") + kSbom, std::string("./") + kSums};
  if (auto done = write_text(folder, kSbom, spdx_document(bill_)); !done) return done;
  paths->emplace_back(kSbom);
  std::string sums;
  for (const fs::path& path : *paths) {
    const auto sum = package::sha256_of_file(folder / path);
    if (!sum) return tl::unexpected(sum.error());
    sums += *sum + "  " + path.generic_string() + "\n";
  }
  return write_text(folder, kSums, sums);
}

Result<void> Assembly::fill(const fs::path& folder) {
  if (auto made = files::create_folders(folder); !made) return made;
  std::vector<std::string> places;
  for (const auto& [place, from] : bundles_) places.push_back(place);
  for (const auto& [manifest, program] : programs_) {
    for (const std::string& place : program.all()) places.push_back(place);
  }
  const std::string machine = architectures_.size() == 1 ? *architectures_.begin() : "any";
  bill_.license = request_.license;
  if (auto done = copy_bundles(folder); !done) return done;
  for (const auto& [manifest, program] : programs_) {
    if (auto done = copy_program(*manifest, program, folder); !done) return done;
  }
  if (auto done = write_licenses(folder); !done) return done;
  if (auto done = write_text(folder, "README.txt", readme()); !done) return done;
  if (auto done =
          write_text(folder, "install.sh", install_script(bill_.name, machine, places), 0755);
      !done) {
    return done;
  }
  return add_sums(folder);
}

Outcome<Release> Assembly::make() {
  if (auto seen = look_at_builds(); !seen) return tl::unexpected(seen.error());
  name_release();
  if (auto made = files::create_folders(request_.out); !made) return give_up(made.error());
  release_.folder = request_.out / release_.name;
  release_.archive = request_.out / (release_.name + ".tar.xz");
  release_.sums = request_.out / (release_.name + ".tar.xz.sha256");
  if (files::is_present(release_.folder) && !files::is_present(release_.folder / kSbom)) {
    return reject("what stands there is no release, and stays: " + release_.folder.string() +
                  ": move it away, or name another folder with --out");
  }
  auto staging = package::StagingFolder::create(request_.out);
  if (!staging) return give_up(staging.error());
  const auto place = staging->payload(release_.name);
  if (auto filled = fill(place.shown); !filled) return give_up(filled.error());
  const auto packed = staging->payload(release_.name + ".tar.xz");
  if (auto done = make_archive({.parent = staging->path(),
                                .folder = place.name,
                                .shown_as = release_.name,
                                .time = bill_.time},
                               packed.shown);
      !done) {
    return give_up(done.error());
  }
  const auto digest = package::sha256_of_file(packed.shown);
  if (!digest) return give_up(digest.error());
  release_.digest = *digest;
  const std::string archive = release_.archive.filename().string();
  const std::string sums = release_.sums.filename().string();
  const auto written = write_text(staging->path(), staging->payload(sums).name,
                                  release_.digest + "  " + archive + "\n");
  if (!written) return give_up(written.error());
  // All three are made before the first of an older release goes.
  for (const std::string& each : {release_.name, archive, sums}) {
    if (auto put = package::put_in_place(*staging, each); !put) return give_up(put.error());
  }
  if (auto synced = files::sync_folder(request_.out); !synced) return give_up(synced.error());
  return std::move(release_);
}

}  // namespace

Outcome<Release> make_release(const ReleaseRequest& request) {
  auto manifests = plugins_to_release(request);
  if (!manifests) return tl::unexpected(manifests.error());
  auto settings = read_build_settings(request.build);
  if (!settings) return reject(settings.error().message);
  return Assembly(request, std::move(*settings), std::move(*manifests)).make();
}

}  // namespace attacca::ship
