// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/load/binary_names.hpp"

#include <algorithm>
#include <system_error>

#include "binary/binary_image.hpp"
#include "binary/native_architecture.hpp"
#include "files/file.hpp"

namespace attacca::host {

std::string bundle_folder(const std::filesystem::path&) {
  return "MacOS";
}

std::string_view bundle_suffix() noexcept {
  return "";
}

bool clap_is_bundle() noexcept {
  return true;
}

std::filesystem::path lone_binary(const std::filesystem::path& folder) {
  std::filesystem::path only;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (!entry.is_regular_file(error)) continue;
    if (!only.empty()) return {};
    only = entry.path();
  }
  return only;
}

std::string_view system_name() noexcept {
  return "macOS";
}

Result<void> check_loadable(const std::filesystem::path& path) {
  const auto bytes = files::read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::string name = path.string();
  if (bytes->empty()) return fail(name + " is empty");
  const auto image = binary::read_binary_image(*bytes);
  if (!image) return fail(name + " cannot be loaded: " + image.error().message);
  if (image->format != binary::ObjectFormat::macho) {
    return fail(name + " is for another system: " + std::string(binary::name_of(image->format)) +
                " where macOS loads Mach-O");
  }
  const std::string_view own = binary::native_architecture();
  std::string others;
  for (const binary::BinarySlice& slice : image->slices) {
    if (slice.architecture != own) {
      others += (others.empty() ? "" : ", ") + slice.architecture;
      continue;
    }
    if (!slice.shared_library) return fail(name + " is a program, and no library");
    return {};
  }
  return fail(name + " is for " + others + ", and this host is for " + std::string(own));
}

}  // namespace attacca::host
