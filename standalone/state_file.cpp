// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/state_file.hpp"

#include <cstdlib>
#include <system_error>
#include <utility>

#include "files/atomic_file.hpp"
#include "files/file.hpp"

namespace attacca::standalone {

namespace fs = std::filesystem;

namespace {

/// Relative paths in these variables are to be ignored.
std::optional<fs::path> absolute_path_in(const char* variable) {
  const char* const value = std::getenv(variable);
  if (value == nullptr || !fs::path(value).is_absolute()) return std::nullopt;
  return fs::path(value);
}

}  // namespace

std::optional<fs::path> default_state_path(std::string_view plugin_id) {
  std::optional<fs::path> folder = absolute_path_in("XDG_STATE_HOME");
  if (!folder) {
    folder = absolute_path_in("HOME");
    if (folder) *folder /= ".local/state";
  }
  if (!folder) return std::nullopt;
  std::string name(plugin_id);
  for (char& character : name) {
    if (character == '/') character = '_';
  }
  return *folder / "attacca" / (name + ".state");
}

Result<void> StateFile::load() {
  std::error_code error;
  if (!fs::exists(path_, error)) return {};
  auto bytes = files::read_file(path_);
  if (!bytes) return tl::unexpected(bytes.error());
  if (auto loaded = plugin_.load_state(*bytes); !loaded) {
    fs::path aside = path_;
    aside += ".refused";
    fs::rename(path_, aside, error);
    return fail(path_.string() + ": " + loaded.error().message + "; the file is kept as " +
                aside.filename().string() + ", and the plugin begins anew");
  }
  written_ = std::move(*bytes);
  return {};
}

Result<void> StateFile::save() {
  if (!plugin_.has_state()) return {};
  auto bytes = plugin_.save_state();
  if (!bytes) return tl::unexpected(bytes.error());
  if (*bytes == written_) return {};
  if (auto made = files::create_folders(path_.parent_path()); !made) return made;
  auto file = files::AtomicFile::create(path_);
  if (!file) return tl::unexpected(file.error());
  const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  if (auto done = file->write(text); !done) return done;
  if (auto done = file->commit(); !done) return done;
  written_ = std::move(*bytes);
  return {};
}

}  // namespace attacca::standalone
