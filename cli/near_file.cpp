// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "cli/near_file.hpp"

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

#include "package/search_paths.hpp"
#include "text/near_names.hpp"

namespace attacca::cli {

namespace fs = std::filesystem;

std::string hint_at_near_file(const fs::path& missing) {
  std::error_code error;
  if (fs::exists(missing, error)) return {};
  const fs::path name = missing.has_filename() ? missing.filename() : fs::path();
  const fs::path folder = missing.has_parent_path() ? missing.parent_path() : fs::path(".");
  // Of the same kind first: Gain.clap is rather "Attacca Gain.clap" than Gain.vst3.
  std::vector<std::string> same_kind;
  std::vector<std::string> others;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const fs::path entry = it->path().filename();
    (entry.extension() == name.extension() ? same_kind : others).push_back(entry.stem().string());
    if (entry.extension() != name.extension()) others.back() = entry.string();
  }
  std::sort(same_kind.begin(), same_kind.end());
  std::sort(others.begin(), others.end());
  std::string found = text::nearest_name(name.stem().string(), same_kind);
  if (!found.empty()) found += name.extension().string();
  if (found.empty()) found = text::nearest_name(name.string(), others);
  if (found.empty()) return {};
  const fs::path near = missing.has_parent_path() ? folder / found : fs::path(found);
  return " (did you mean " + package::typed(near) + "?)";
}

}  // namespace attacca::cli
