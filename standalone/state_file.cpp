// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/state_file.hpp"

#include <system_error>
#include <utility>

#include "files/atomic_file.hpp"
#include "files/file.hpp"
#include "standalone/user_paths.hpp"

namespace attacca::standalone {

namespace fs = std::filesystem;

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
  const auto aside = standalone::set_aside(path_);
  may_write_ = aside.has_value();
  return {path_.string() + ": " + why.message +
          (aside ? "; it is kept as " + aside->filename().string()
                 : "; it is left alone, and nothing is kept this time") +
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
