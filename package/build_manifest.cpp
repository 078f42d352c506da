// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/build_manifest.hpp"

#include <algorithm>
#include <system_error>

#include <nlohmann/json.hpp>

#include "files/file.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::vector<std::string> texts(const Json& list) {
  return list.get<std::vector<std::string>>();
}

std::vector<fs::path> paths(const Json& list) {
  const auto strings = texts(list);
  return {strings.begin(), strings.end()};
}

// May throw nlohmann's exceptions.
BuildManifest from_json(const Json& json) {
  BuildManifest manifest;
  manifest.target = json.at("target").get<std::string>();
  manifest.name = json.at("name").get<std::string>();
  manifest.binary = json.at("binary").get<std::string>();
  manifest.program = json.value("program", "");
  manifest.icon = json.value("icon", "");
  manifest.bundles = paths(json.at("bundles"));
  for (const Json& set : json.at("sources")) {
    manifest.sources.push_back({set.at("root").get<std::string>(),
                                set.at("base").get<std::string>(), texts(set.at("files")),
                                paths(set.at("include")), set.at("excluded").get<std::string>()});
  }
  for (const Json& entry : json.value("linked", Json::array())) {
    manifest.linked.push_back(
        {entry.at("name").get<std::string>(), entry.at("version").get<std::string>(),
         entry.at("license").get<std::string>(), entry.at("homepage").get<std::string>(),
         entry.at("text").get<std::string>()});
  }
  return manifest;
}

Result<BuildManifest> read_manifest(const fs::path& path) {
  const auto bytes = files::read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto* text = reinterpret_cast<const char*>(bytes->data());
  try {
    return from_json(Json::parse(text, text + bytes->size()));
  } catch (const Json::exception&) {
    return fail("not a plugin's build record: " + path.string() + ": configure the build again");
  }
}

}  // namespace

Result<std::vector<BuildManifest>> read_build_manifests(const fs::path& build) {
  std::vector<fs::path> files;
  std::error_code error;
  const fs::path folder = build / kManifestFolder;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".json") files.push_back(it->path());
  }
  if (files.empty()) {
    return fail("not a build folder with plugins: " + build.string() +
                ": build first, or name the build folder with --build");
  }
  std::sort(files.begin(), files.end());
  std::vector<BuildManifest> manifests;
  for (const fs::path& file : files) {
    auto manifest = read_manifest(file);
    if (manifest) {
      manifests.push_back(std::move(*manifest));
      continue;
    }
    BuildManifest& damaged = manifests.emplace_back();
    damaged.target = file.stem().string();
    damaged.damage = manifest.error().message;
  }
  const bool has_good = std::any_of(manifests.begin(), manifests.end(),
                                    [](const auto& manifest) { return manifest.damage.empty(); });
  if (!has_good) return fail(manifests.front().damage);
  return manifests;
}

}  // namespace attacca::package
