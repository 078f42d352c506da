// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/installed_plugins.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <system_error>

#include "files/folder_entries.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

class Search {
 public:
  Search(PluginFormat format, std::vector<InstalledPlugin>& found)
      : format_(format), found_(found) {}

  void look_into(const fs::path& folder) {
    if (!is_new(folder)) return;
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
      entries.push_back(it->path());
    }
    std::sort(entries.begin(), entries.end());
    for (const fs::path& entry : entries) {
      if (entry.extension() == extension_of(format_)) {
        if (is_new(entry)) found_.push_back({entry, format_});
      } else if (fs::is_directory(entry, error) && !entry.filename().string().starts_with('.')) {
        look_into(entry);
      }
    }
  }

 private:
  // Also ends loops of links. What cannot be looked up (a dangling link) is reported once.
  bool is_new(const fs::path& path) {
    const auto number = files::number_of(path);
    return number ? seen_.insert(*number).second : files::is_present(path);
  }

  PluginFormat format_;
  std::vector<InstalledPlugin>& found_;
  std::set<files::FileNumber> seen_;
};

}  // namespace

std::vector<InstalledPlugin> find_installed_plugins(const SearchPaths& paths) {
  std::vector<InstalledPlugin> found;
  for (const PluginFormat format : {PluginFormat::vst3, PluginFormat::clap}) {
    Search search(format, found);
    for (const fs::path& folder : paths.of(format)) search.look_into(folder);
  }
  return found;
}

}  // namespace attacca::package
