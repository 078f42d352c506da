// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>

#include "host/plugin/plugin_description.hpp"

namespace attacca::validate {

/// A plugin under test: one of those that a file holds.
struct Subject {
  std::filesystem::path path;
  host::PluginDescription plugin;
  bool shares_file = false;           ///< The file has other plugins too.
  std::filesystem::path twin = {};    ///< The same plugin in another format; empty: none was given.
  std::filesystem::path golden = {};  ///< A folder with states of past versions; empty: none.
  std::filesystem::path replay = {};  ///< Calls of a host, as attacca profile writes; empty: none.

  /// What a user gives to have this plugin tried and no other: FILE, or FILE#ID.
  [[nodiscard]] std::string choice() const {
    return shares_file ? path.string() + "#" + plugin.id : path.string();
  }
};

}  // namespace attacca::validate
