// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/load/binary_names.hpp"

#include <system_error>

#include "binary/loadable_elf.hpp"
#include "binary/native_architecture.hpp"

namespace attacca::host {

// Named by `uname -m`, but the documentation's own example for 32-bit x86 is i386, and hosts
// differ.
std::string bundle_folder(const std::filesystem::path& contents) {
  const std::string folder = std::string(binary::native_architecture()) + "-linux";
  std::error_code error;
  if (folder == "i686-linux" && !std::filesystem::is_directory(contents / folder, error)) {
    return "i386-linux";
  }
  return folder;
}

std::string_view bundle_suffix() noexcept {
  return ".so";
}

bool clap_is_bundle() noexcept {
  return false;
}

std::filesystem::path lone_binary(const std::filesystem::path&) {
  return {};
}

std::string_view system_name() noexcept {
  return "Linux";
}

Result<void> check_loadable(const std::filesystem::path& path) {
  return binary::check_loadable_elf(path);
}

}  // namespace attacca::host
