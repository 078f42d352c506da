// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>

#include "ship/build_settings.hpp"
#include "ship/release.hpp"
#include "text/near_names.hpp"

namespace attacca::ship {

using package::BuildManifest;
using package::Outcome;
using package::reject;

Outcome<std::vector<BuildManifest>> plugins_to_release(const ReleaseRequest& request) {
  const auto settings = read_build_settings(request.build);
  if (!settings) return reject(settings.error().message);
  const std::string again = ": configure another build folder: cmake -S " +
                            settings->sources.string() +
                            " -B build-release -DCMAKE_BUILD_TYPE=Release";
  if (settings->is_sanitized) {
    return reject(request.build.string() + " is a build with sanitizers, which hosts cannot load" +
                  again);
  }
  if (!settings->build_type.empty() && settings->build_type != "Release" &&
      settings->build_type != "RelWithDebInfo" && settings->build_type != "MinSizeRel") {
    return reject(request.build.string() + " is a " + settings->build_type + " build" + again);
  }
  auto manifests = package::read_build_manifests(request.build);
  if (!manifests) return reject(manifests.error().message);
  for (const BuildManifest& manifest : *manifests) {
    if (!manifest.damage.empty()) return reject(manifest.damage);
  }
  if (request.plugins.empty()) return std::move(*manifests);
  std::vector<BuildManifest> chosen;
  for (const std::string& wanted : request.plugins) {
    const auto at = std::find_if(manifests->begin(), manifests->end(), [&](const auto& each) {
      return each.target == wanted || each.name == wanted;
    });
    if (at == manifests->end()) {
      std::vector<std::string> names;
      for (const BuildManifest& manifest : *manifests) names.push_back(manifest.target);
      const std::string near = text::nearest_name(wanted, names);
      return reject("no such plugin in " + request.build.string() + ": " + wanted +
                    (near.empty() ? "" : " (did you mean " + near + "?)"));
    }
    const bool is_new = std::none_of(chosen.begin(), chosen.end(),
                                     [&](const auto& each) { return each.target == at->target; });
    if (is_new) chosen.push_back(*at);
  }
  return chosen;
}

}  // namespace attacca::ship
