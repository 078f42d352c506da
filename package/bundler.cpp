// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/bundler.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "files/folder_entries.hpp"
#include "package/code_resources.hpp"
#include "package/macos_signature.hpp"
#include "package/module_info.hpp"
#include "package/plugin_bundle.hpp"
#include "package/universal_binary.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

using Bytes = std::span<const std::byte>;

constexpr std::string_view kModuleInfo = "Resources/moduleinfo.json";

// A bundle as it will be on the disk: a path relative to it for each file; "" is the bundle itself.
struct Layout {
  std::map<fs::path, Bytes> binaries;
  std::map<fs::path, std::string> texts;
  std::vector<std::byte> signed_binary;  // owns the bytes of what is made for macOS
  std::vector<std::string> architectures;
};

std::vector<std::string> plugin_ids(const PluginBinary& binary) {
  std::vector<std::string> ids;
  ids.reserve(binary.plugins.size());
  for (const PluginMetadata& plugin : binary.plugins) ids.push_back(plugin.id);
  return ids;
}

const std::vector<PluginMetadata>& metadata_of(const std::vector<PluginBinary>& binaries) {
  static const std::vector<PluginMetadata> kNone;
  for (const PluginBinary& binary : binaries) {
    if (!binary.plugins.empty()) return binary.plugins;
  }
  return kNone;
}

Outcome<std::vector<PluginFormat>> choose_formats(const std::vector<PluginBinary>& binaries,
                                                  const BundleRequest& request) {
  for (const PluginFormat format : request.formats) {
    for (const PluginBinary& binary : binaries) {
      if (const auto refusal = binary.refusal(format)) {
        return reject("not a " + std::string(name_of(format)) + " plugin (it " + *refusal +
                      "): " + binary.path.string() + ": build it with that format");
      }
    }
  }
  if (!request.formats.empty()) return request.formats;
  for (const PluginBinary& binary : binaries) {
    if (binary.formats().empty()) {
      return reject("not a plugin (VST3: it " + *binary.refusal(PluginFormat::vst3) +
                    "; CLAP: it " + *binary.refusal(PluginFormat::clap) +
                    "): " + binary.path.string() + ": give a plugin's shared library");
    }
    if (binary.formats() != binaries.front().formats()) {
      return reject("the binaries do not offer the same formats: " + binary.path.string() +
                    ": choose one with --format");
    }
  }
  return binaries.front().formats();
}

Outcome<> check_same_plugin(const std::vector<PluginBinary>& binaries) {
  if (binaries.empty()) return reject("no binary given");
  const PluginBinary* first = nullptr;
  for (const PluginBinary& binary : binaries) {
    if (binary.plugins.empty()) continue;
    if (first == nullptr) first = &binary;
    if (plugin_ids(*first) != plugin_ids(binary)) {
      return reject("binaries of different plugins: " + first->path.string() + " and " +
                    binary.path.string() + ": bundle them one by one");
    }
  }
  return {};
}

Outcome<std::string> choose_name(const std::vector<PluginBinary>& binaries,
                                 const BundleRequest& request) {
  std::string name = request.name;
  if (name.empty()) {
    const auto& plugins = metadata_of(binaries);
    name = plugins.empty() ? binaries.front().path.stem().string() : plugins.front().name;
    std::replace(name.begin(), name.end(), '/', '_');
  }
  if (name.empty() || name.front() == '.' || name.find('/') != std::string::npos) {
    return reject("not a name for a bundle: \"" + name + "\": give one with --name");
  }
  return name;
}

std::string macos_identifier(const std::vector<PluginBinary>& binaries, PluginFormat format,
                             const std::string& name, const BundleRequest& request) {
  if (!request.macos_identifier.empty()) return request.macos_identifier;
  const auto& plugins = metadata_of(binaries);
  std::string base = plugins.empty() ? "plugin." + name : plugins.front().id;
  for (char& letter : base) {
    const bool allowed = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                         (letter >= '0' && letter <= '9') || letter == '.' || letter == '-';
    if (!allowed) letter = '-';
  }
  // The two bundles of one plugin are two things for macOS.
  return base + "." + std::string(name_of(format));
}

Outcome<> add_binary(Layout& layout, const fs::path& place, const PluginBinary& binary,
                     Bytes bytes) {
  if (!layout.binaries.emplace(place, bytes).second) {
    return reject("two binaries for " + binary.architectures() + ": " + binary.path.string() +
                  (place.empty() ? ": a .clap file holds one; use another --out or --format vst3"
                                 : ": give one of each architecture"));
  }
  layout.architectures.push_back(binary.architectures());
  return {};
}

fs::path place_of(const PluginBinary& binary, PluginFormat format, const std::string& name) {
  if (format == PluginFormat::clap) return {};
  const std::string& architecture = binary.image.slices.front().architecture;
  const bool windows = binary.image.format == binary::ObjectFormat::pe;
  return fs::path("Contents") / (architecture + (windows ? "-win" : "-linux")) /
         (name + (windows ? ".vst3" : ".so"));
}

std::string version_of(const std::vector<PluginBinary>& binaries) {
  const auto& plugins = metadata_of(binaries);
  return plugins.empty() || plugins.front().version.empty() ? "0" : plugins.front().version;
}

/// The program for macOS, and what its signature covers: it comes last.
Outcome<> add_macos_program(Layout& layout, const BundleProperties& properties,
                            const std::vector<const PluginBinary*>& parts) {
  const fs::path contents = "Contents";
  std::map<fs::path, Bytes> resources;  // those for other systems too
  for (const auto& [path, bytes] : layout.binaries) {
    resources.emplace(path.lexically_relative(contents), bytes);
  }
  for (const auto& [path, text] : layout.texts) {
    resources.emplace(path.lexically_relative(contents),
                      std::as_bytes(std::span(text.data(), text.size())));
  }
  auto sealed = code_resources(resources);
  if (!sealed) return reject(sealed.error().message);
  std::string plist = info_plist(properties);
  auto joined = parts.size() == 1 ? Result<std::vector<std::byte>>(parts.front()->bytes)
                                  : join_universal(parts);
  if (!joined) return reject(joined.error().message);
  auto signed_binary = sign_ad_hoc(*joined, {properties.identifier, plist, *sealed});
  if (!signed_binary) {
    return reject(signed_binary.error().message + ": " + parts.front()->path.string());
  }
  layout.signed_binary = std::move(*signed_binary);
  layout.binaries.emplace(contents / "MacOS" / properties.executable, layout.signed_binary);
  for (const PluginBinary* part : parts) layout.architectures.push_back(part->architectures());
  layout.texts[contents / "Info.plist"] = std::move(plist);
  layout.texts[contents / "PkgInfo"] = kPkgInfo;
  layout.texts[contents / "_CodeSignature/CodeResources"] = std::move(*sealed);
  return {};
}

Outcome<Layout> lay_out(const std::vector<PluginBinary>& binaries, PluginFormat format,
                        const std::string& name, const BundleRequest& request) {
  Layout layout;
  std::vector<const PluginBinary*> macos_parts;
  for (const PluginBinary& binary : binaries) {
    if (binary.image.format == binary::ObjectFormat::macho) {
      macos_parts.push_back(&binary);
      continue;
    }
    auto added = add_binary(layout, place_of(binary, format, name), binary, binary.bytes);
    if (!added) return tl::unexpected(added.error());
  }
  if (!macos_parts.empty()) {
    if (format == PluginFormat::clap && !layout.binaries.empty()) {
      return reject("a .clap for macOS is a folder, for other systems a file: " +
                    macos_parts.front()->path.string() + ": use another --out");
    }
  }
  if (format == PluginFormat::vst3) {
    std::string info = module_info_json(name, metadata_of(binaries));
    if (!info.empty()) layout.texts[fs::path("Contents") / kModuleInfo] = std::move(info);
  }
  if (!macos_parts.empty()) {
    const BundleProperties properties = {
        name, name, macos_identifier(binaries, format, name, request), version_of(binaries)};
    auto added = add_macos_program(layout, properties, macos_parts);
    if (!added) return tl::unexpected(added.error());
  }
  return layout;
}

Result<void> make_parent_folders(const TreePlace& place, const fs::path& relative) {
  fs::path folder = place.name;
  fs::path shown = place.shown;
  const auto make = [&]() -> Result<void> {
    if (files::is_present_below(place.folder, folder)) return {};
    return files::create_folder_below(place.folder, folder, 0755, shown);
  };
  if (auto made = make(); !made) return made;
  for (const fs::path& part : relative.parent_path()) {
    folder /= part;
    shown /= part;
    if (auto made = make(); !made) return made;
  }
  return {};
}

Result<void> write_file(const TreePlace& place, const fs::path& relative, Bytes content,
                        unsigned mode) {
  if (!relative.empty()) {
    if (auto made = make_parent_folders(place, relative); !made) return made;
  }
  const fs::path name = relative.empty() ? fs::path(place.name) : place.name / relative;
  const fs::path shown = relative.empty() ? place.shown : place.shown / relative;
  const auto file = files::create_file_below(place.folder, name, mode, shown);
  if (!file) return tl::unexpected(file.error());
  if (auto written = files::write_all(*file, content, shown); !written) return written;
  return files::sync_file(*file, shown);
}

Result<void> sync_folders(const fs::path& root) {
  std::error_code error;
  if (!fs::is_directory(root, error)) return {};
  for (fs::recursive_directory_iterator it(root, error), end; !error && it != end;
       it.increment(error)) {
    if (!it->is_directory(error)) continue;
    if (auto synced = files::sync_folder(it->path()); !synced) return synced;
  }
  return files::sync_folder(root);
}

Result<void> write_layout(const Layout& layout, const TreePlace& place) {
  for (const auto& [relative, bytes] : layout.binaries) {
    if (auto done = write_file(place, relative, bytes, 0755); !done) return done;
  }
  for (const auto& [relative, text] : layout.texts) {
    const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
    if (auto done = write_file(place, relative, bytes, 0644); !done) return done;
  }
  return sync_folders(place.shown);
}

Result<MadeBundle> write_bundle(const Layout& layout, PluginFormat format, const std::string& name,
                                const BundleRequest& request) {
  const std::string file_name = name + std::string(extension_of(format));
  auto staging = StagingFolder::create(request.out);
  if (!staging) return tl::unexpected(staging.error());
  if (auto written = write_layout(layout, staging->payload(file_name)); !written) {
    return tl::unexpected(written.error());
  }
  const auto alone = lock_destination(request.out);
  if (!alone) return tl::unexpected(alone.error());
  if (auto placed = put_in_place(*staging, file_name, request.placing); !placed) {
    return tl::unexpected(placed.error());
  }
  if (auto synced = files::sync_folder(request.out); !synced) return tl::unexpected(synced.error());
  return MadeBundle{request.out / file_name, format, layout.architectures,
                    layout.texts.contains(fs::path("Contents") / kModuleInfo)};
}

}  // namespace

Outcome<std::vector<MadeBundle>> make_bundles(const std::vector<PluginBinary>& binaries,
                                              const BundleRequest& request) {
  if (auto same = check_same_plugin(binaries); !same) return tl::unexpected(same.error());
  const auto formats = choose_formats(binaries, request);
  if (!formats) return tl::unexpected(formats.error());
  const auto name = choose_name(binaries, request);
  if (!name) return tl::unexpected(name.error());
  std::map<PluginFormat, Layout> layouts;
  for (const PluginFormat format : *formats) {
    auto layout = lay_out(binaries, format, *name, request);
    if (!layout) return tl::unexpected(layout.error());
    layouts.emplace(format, std::move(*layout));
  }
  for (const auto& [format, layout] : layouts) {
    const fs::path place = request.out / (*name + std::string(extension_of(format)));
    if (files::is_present(place) && !was_plugin(place)) {
      return reject("what stands there is no plugin, and stays: " + place.string() +
                    ": move it away, or name another folder with --out");
    }
  }
  if (auto made = files::create_folders(request.out); !made) return give_up(made.error());
  std::vector<MadeBundle> made;
  for (const auto& [format, layout] : layouts) {
    auto bundle = write_bundle(layout, format, *name, request);
    if (!bundle) return give_up(bundle.error());
    made.push_back(std::move(*bundle));
  }
  return made;
}

}  // namespace attacca::package
