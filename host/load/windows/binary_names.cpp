// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/load/binary_names.hpp"

#include <algorithm>

#include "binary/binary_image.hpp"
#include "binary/native_architecture.hpp"
#include "files/file.hpp"

namespace attacca::host {

std::string bundle_folder(const std::filesystem::path&) {
  return std::string(binary::native_architecture()) + "-win";
}

std::string_view bundle_suffix() noexcept {
  return ".vst3";
}

bool clap_is_bundle() noexcept {
  return false;
}

std::filesystem::path lone_binary(const std::filesystem::path&) {
  return {};
}

std::string_view system_name() noexcept {
  return "Windows";
}

Result<void> check_loadable(const std::filesystem::path& path) {
  const auto bytes = files::read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::string name = path.string();
  if (bytes->empty()) return fail(name + " is empty");
  const auto image = binary::read_binary_image(*bytes);
  if (!image) return fail(name + " cannot be loaded: " + image.error().message);
  if (image->format != binary::ObjectFormat::pe) {
    return fail(name + " is for another system: " + std::string(binary::name_of(image->format)) +
                " where Windows loads PE");
  }
  const binary::BinarySlice& slice = image->slices.front();
  const std::string_view own = binary::native_architecture();
  if (slice.architecture != own) {
    return fail(name + " is for " + slice.architecture + ", and this host is for " +
                std::string(own));
  }
  if (!slice.shared_library) return fail(name + " is a program, and no DLL");
  return {};
}

}  // namespace attacca::host
