// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/atomic_file.hpp"

#include <random>
#include <utility>

#include "files/output_target.hpp"

namespace attacca::files {

namespace fs = std::filesystem;

std::string random_letters(int count) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device device;  // the system's own source
  std::string letters;
  for (int i = 0; i < count; ++i) letters += kLetters[device() % kLetters.size()];
  return letters;
}

std::string random_part_name() {
  return std::string(kPartPrefix) + random_letters(12);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : given_(std::move(other.given_)),
      is_direct_(other.is_direct_),
      folder_(std::move(other.folder_)),
      file_(std::move(other.file_)),
      place_(std::move(other.place_)),
      name_(std::move(other.name_)),
      part_name_(std::exchange(other.part_name_, {})) {}

Result<AtomicFile> AtomicFile::create(const fs::path& path) {
  const auto target = find_output_target(path);
  if (!target) return tl::unexpected(target.error());
  AtomicFile file;
  file.given_ = path;
  file.is_direct_ = target->is_direct;
  auto opened = target->is_direct ? file.open_directly()
                                  : file.open_beside(target->path, target->mode.value_or(0));
  if (!opened) return tl::unexpected(opened.error());
  return file;
}

Result<void> write_file_atomically(const fs::path& path, std::string_view text) {
  auto file = AtomicFile::create(path);
  if (!file) return tl::unexpected(file.error());
  if (auto written = file->write(text); !written) return written;
  return file->commit();
}

Result<void> check_writable(const fs::path& path) {
  const auto target = find_output_target(path);
  if (!target) return tl::unexpected(target.error());
  // Who reads from a pipe would take an opening and closing for all of it.
  if (target->is_direct) return {};
  const auto file = AtomicFile::create(path);
  if (!file) return tl::unexpected(file.error());
  return {};
}

}  // namespace attacca::files
