// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "command_line/command.hpp"
#include "package/installer.hpp"

namespace attacca::cli {

/// Where installed plugins are: for the user (the default), for all, or in a named folder.
struct PlaceOptions {
  bool user = false;
  bool system = false;
  std::string folder;
};

/// Adds --user, --system and the folder option, of which one may be given.
inline void add_place_options(CLI::App& command, PlaceOptions& place, const std::string& folder,
                              const std::string& folder_help) {
  auto* user = command.add_flag("--user", place.user, "~/.vst3 and ~/.clap (the default)");
  auto* system = command.add_flag("--system", place.system, "/usr/lib/vst3 and /usr/lib/clap");
  auto* named = command.add_option(folder, place.folder, folder_help)->type_name("DIR");
  user->excludes(system)->excludes(named);
  system->excludes(named);
}

inline package::InstallRequest request_of(const PlaceOptions& place) {
  package::InstallRequest request;
  if (place.system) request.scope = package::InstallScope::system;
  request.folder = place.folder;
  return request;
}

}  // namespace attacca::cli
