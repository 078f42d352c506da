// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/posix/descriptor_link.hpp"

#include <system_error>

namespace attacca::files {

bool leads_to_descriptor(const std::filesystem::path& link) {
  std::error_code error;
  const std::filesystem::path target = std::filesystem::read_symlink(link, error);
  return !error && (link.parent_path() / target).parent_path() == "/dev/fd";
}

}  // namespace attacca::files
