// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "ship/program_files.hpp"

#include <system_error>

#include "files/file.hpp"
#include "package/plugin_bundle.hpp"

namespace attacca::ship {

namespace fs = std::filesystem;
using package::BuildManifest;
using package::give_up;
using package::Outcome;
using package::reject;

namespace {

/// Control characters would end the line, a backslash begins an escape.
std::string desktop_text(const std::string& text) {
  std::string safe;
  for (const char letter : text) {
    if (static_cast<unsigned char>(letter) < 0x20) continue;
    if (letter == '\\') safe += '\\';
    safe += letter;
  }
  return safe;
}

Result<void> copy_into(const fs::path& from, const fs::path& to) {
  if (auto made = files::create_folders(to.parent_path()); !made) return made;
  std::error_code error;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
  if (!error) return {};
  return fail("cannot copy " + from.string() + " to " + to.string() + ": " + error.message());
}

}  // namespace

std::vector<std::string> ProgramFiles::all() const {
  std::vector<std::string> list;
  for (const std::string& each : {program, desktop_entry, icon}) {
    if (!each.empty()) list.push_back(each);
  }
  return list;
}

Outcome<ProgramFiles> look_at_program(const BuildManifest& manifest,
                                      const package::BuildIdentity* plugin, const fs::path& build) {
  ProgramFiles files;
  if (manifest.program.empty()) return files;
  const std::string again = ": build it again: cmake --build " + build.string() + " --target " +
                            manifest.target + "_standalone";
  std::error_code error;
  if (!fs::exists(manifest.program, error)) {
    return reject("there is no program " + manifest.program.string() + again);
  }
  const auto program = package::read_plugin_bundle(manifest.program);
  if (!program) return give_up(program.error());
  const package::BuildIdentity* identity = program->identity();
  const bool is_same =
      plugin == nullptr || (identity != nullptr && identity->revision == plugin->revision &&
                            identity->dirty == plugin->dirty);
  if (!is_same) {
    return reject("the program " + manifest.program.string() +
                  " was built from other sources than the bundles" + again);
  }
  if (!manifest.icon.empty() && !fs::exists(manifest.icon, error)) {
    return reject("the icon is not there any more: " + manifest.icon.string());
  }
  files.program = "bin/" + manifest.target;
  files.desktop_entry = "share/applications/" + manifest.target + ".desktop";
  if (!manifest.icon.empty()) {
    files.icon = "share/icons/hicolor/scalable/apps/" + manifest.target + ".svg";
  }
  for (const package::PluginBinary& binary : program->binaries) {
    for (const auto& slice : binary.image.slices) files.needed = slice.needed;
  }
  return files;
}

std::string desktop_entry(const std::string& name, const std::string& target, bool has_icon) {
  return "[Desktop Entry]\nType=Application\nVersion=1.5\nName=" + desktop_text(name) +
         "\nExec=" + target + "\nTerminal=false\nCategories=AudioVideo;Audio;\n" +
         (has_icon ? "Icon=" + target + "\n" : "") + "X-Attacca-Plugin=" + target + "\n";
}

Result<void> copy_program(const BuildManifest& manifest, const ProgramFiles& files,
                          const fs::path& folder) {
  if (files.program.empty()) return {};
  if (auto done = copy_into(manifest.program, folder / files.program); !done) return done;
  if (!files.icon.empty()) {
    if (auto done = copy_into(manifest.icon, folder / files.icon); !done) return done;
  }
  const fs::path entry = folder / files.desktop_entry;
  if (auto made = files::create_folders(entry.parent_path()); !made) return made;
  const auto handle = files::open_folder(entry.parent_path());
  if (!handle) return tl::unexpected(handle.error());
  const auto file = files::create_file_below(*handle, entry.filename(), 0644, entry);
  if (!file) return tl::unexpected(file.error());
  const std::string text = desktop_entry(manifest.name, manifest.target, !files.icon.empty());
  return files::write_all(*file, std::as_bytes(std::span(text.data(), text.size())), entry);
}

}  // namespace attacca::ship
