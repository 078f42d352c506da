// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/load/plugin_binary.hpp"

#include <string>
#include <system_error>
#include <utility>

#include "host/load/binary_names.hpp"

namespace attacca::host {

namespace {

namespace fs = std::filesystem;

std::string folders_in(const fs::path& contents) {
  std::string names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(contents, error)) {
    const std::string name = entry.path().filename().string();
    if (name == "Resources" || !entry.is_directory()) continue;
    names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

Result<PluginBinary> binary_in_bundle(const fs::path& bundle, PluginFormat format) {
  const fs::path contents = bundle / "Contents";
  const std::string folder = bundle_folder(contents);
  const fs::path binary = contents / folder / bundle.filename().replace_extension(bundle_suffix());
  std::error_code error;
  if (fs::is_regular_file(binary, error)) return PluginBinary{format, binary};
  if (fs::path other = lone_binary(contents / folder); !other.empty()) {
    return PluginBinary{format, std::move(other)};
  }
  if (fs::is_directory(contents / folder, error)) {
    return fail(bundle.string() + " has no " + binary.filename().string() + " in its folder " +
                folder + "; a bundle and its binary must have the same name");
  }
  const std::string others = folders_in(contents);
  if (others.empty()) return fail(bundle.string() + " is a folder without a plugin binary in it");
  return fail(bundle.string() + " holds no binary for " + folder + ", only for " + others);
}

}  // namespace

Result<PluginBinary> find_plugin_binary(const fs::path& given) {
  std::error_code error;
  if (!fs::exists(given, error)) {
    return fail(given.string() + " does not exist" + (error ? ": " + error.message() : ""));
  }
  const fs::path path = given.has_filename() ? given : given.parent_path();  // a trailing slash
  const bool is_folder = fs::is_directory(path, error);
  if (path.extension() == ".vst3") {
    if (is_folder) return binary_in_bundle(path, PluginFormat::vst3);
    return PluginBinary{PluginFormat::vst3, path};
  }
  if (path.extension() == ".clap") {
    if (is_folder && clap_is_bundle()) return binary_in_bundle(path, PluginFormat::clap);
    if (is_folder) {
      return fail(path.string() + " is a folder; on " + std::string(system_name()) +
                  " a .clap plugin is one file");
    }
    return PluginBinary{PluginFormat::clap, path};
  }
  return fail(path.string() + " is not a plugin: its name ends neither in .clap nor in .vst3");
}

}  // namespace attacca::host
