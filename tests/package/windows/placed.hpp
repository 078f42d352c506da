// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "package/staging.hpp"

namespace attacca::package::test {

/// Writes what will be called `name`: a file, or a folder with two files if it ends with ".vst3".
inline Result<void> make_content(const TreePlace& place, const std::string& name,
                                 const std::string& text) {
  const auto write = [&](const std::filesystem::path& relative) -> Result<void> {
    const auto file = files::create_file_below(place.folder, relative, 0644, relative);
    if (!file) return tl::unexpected(file.error());
    return files::write_all(*file, std::as_bytes(std::span(text.data(), text.size())), relative);
  };
  if (!name.ends_with(".vst3")) return write(place.name);
  if (auto made = files::create_folder_below(place.folder, place.name, 0755, place.shown); !made) {
    return made;
  }
  if (auto first = write(std::filesystem::path(place.name) / "first"); !first) return first;
  return write(std::filesystem::path(place.name) / "second");
}

/// What an installation does from the staging folder on; the error's words, or nothing.
inline std::string place_new(const std::filesystem::path& folder, const std::string& name,
                             const PlacingOptions& options, const std::string& text = "new") {
  auto staging = StagingFolder::create(folder);
  if (!staging) return staging.error().message;
  if (auto made = make_content(staging->payload(name), name, text); !made) {
    return made.error().message;
  }
  const auto alone = lock_destination(folder);
  if (!alone) return alone.error().message;
  const auto placed = put_in_place(*staging, name, options);
  return placed ? "" : placed.error().message;
}

}  // namespace attacca::package::test
