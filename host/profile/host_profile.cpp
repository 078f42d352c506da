// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/profile/host_profile.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "host/profile/embedded_profiles.hpp"
#include "host/profile/host_profile_file.hpp"

namespace attacca::host {

std::span<const std::string_view> host_profile_names() noexcept {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const EmbeddedProfile& profile : embedded_profiles()) all.push_back(profile.name);
    return all;
  }();
  return names;
}

Result<HostProfileFile> host_profile_file(std::string_view name_or_path) {
  if (name_or_path.ends_with(".toml") || std::filesystem::path(name_or_path).has_parent_path()) {
    return read_host_profile(name_or_path);
  }
  const auto profiles = embedded_profiles();
  const auto found =
      std::find_if(profiles.begin(), profiles.end(),
                   [&](const EmbeddedProfile& profile) { return profile.name == name_or_path; });
  if (found != profiles.end()) {
    return parse_host_profile(found->text, std::string(found->name) + ".toml");
  }
  std::string message = "there is no host profile \"" + std::string(name_or_path) + "\"; known are";
  for (const EmbeddedProfile& profile : profiles) message += " " + std::string(profile.name);
  return fail(std::move(message));
}

Result<HostProfile> host_profile(std::string_view name_or_path) {
  auto file = host_profile_file(name_or_path);
  if (!file) return tl::unexpected(file.error());
  return std::move(file->profile);
}

}  // namespace attacca::host
