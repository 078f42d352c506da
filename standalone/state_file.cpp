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
  if (!bytes) {
    may_write_ = false;
    return fail(bytes.error().message + "; it is left alone, and nothing is kept this time");
  }
  if (auto loaded = plugin_.load_state(*bytes); !loaded)
    return tl::unexpected(set_aside(loaded.error()));
  written_ = std::move(*bytes);
  return {};
}

Error StateFile::set_aside(const Error& why) {
  fs::path aside = path_;
  aside += ".refused";
  std::error_code error;
  for (int number = 2; fs::exists(aside, error); ++number) {
    aside = path_;
    aside += ".refused-" + std::to_string(number);
  }
  fs::rename(path_, aside, error);
  may_write_ = !error;
  return {path_.string() + ": " + why.message +
          (error ? "; it is left alone, and nothing is kept this time"
                 : "; it is kept as " + aside.filename().string()) +
          ", and the plugin begins anew"};
}

Result<void> StateFile::save() {
  if (!may_write_ || !plugin_.has_state()) return {};
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
