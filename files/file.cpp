// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/file.hpp"

namespace attacca::files {

std::string_view without_last_separators(std::string_view path) noexcept {
  constexpr char kOther = static_cast<char>(std::filesystem::path::preferred_separator);
  while (path.ends_with('/') || path.ends_with(kOther)) path.remove_suffix(1);
  return path;
}

std::string too_large(std::uint64_t largest, const std::filesystem::path& path) {
  return "too large (more than " + std::to_string(largest) + " bytes): " + path.string();
}

Result<std::vector<std::byte>> read_file(const std::filesystem::path& path, std::uint64_t largest) {
  const auto file = open_regular_file(path);
  if (!file) return tl::unexpected(file.error());
  const auto size = size_of(*file, path);
  if (!size) return tl::unexpected(size.error());
  if (*size > largest) return fail(too_large(largest, path));
  std::vector<std::byte> content(static_cast<std::size_t>(*size));
  std::size_t filled = 0;
  while (filled < content.size()) {
    const auto count = read_some(*file, std::span(content).subspan(filled), path);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;  // somebody cut it short meanwhile: what is left is what it is now
    filled += *count;
  }
  content.resize(filled);
  return content;
}

}  // namespace attacca::files
