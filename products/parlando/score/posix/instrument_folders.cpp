// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parlando/score/instrument_files.hpp"

namespace parlando::score {
namespace {

namespace fs = std::filesystem;

/// A variable's value; relative paths count as none, as the specification says.
std::string absolute_path_in(const char* variable) {
  const char* const value = std::getenv(variable);
  return value != nullptr && value[0] == '/' ? value : "";
}

}  // namespace

const char* const kInstrumentVariables = "XDG_DATA_HOME or HOME";

fs::path own_instrument_folder() {
  std::string data = absolute_path_in("XDG_DATA_HOME");
  if (data.empty()) {
    const std::string home = absolute_path_in("HOME");
    if (home.empty()) return {};
    data = home + "/.local/share";
  }
  return fs::path(data) / "parlando" / "instruments";
}

std::vector<fs::path> instrument_folders() {
  std::vector<fs::path> folders;
  if (const fs::path own = own_instrument_folder(); !own.empty()) folders.push_back(own);
  const char* const given = std::getenv("XDG_DATA_DIRS");
  std::string_view left = given != nullptr && given[0] != 0 ? given : "/usr/local/share:/usr/share";
  while (!left.empty()) {
    const std::size_t colon = std::min(left.find(':'), left.size());
    if (left.front() == '/') {
      folders.push_back(fs::path(left.substr(0, colon)) / "parlando" / "instruments");
    }
    left.remove_prefix(std::min(colon + 1, left.size()));
  }
  return folders;
}

}  // namespace parlando::score
