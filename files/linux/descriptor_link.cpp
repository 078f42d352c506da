// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/posix/descriptor_link.hpp"

#include <linux/magic.h>
#include <sys/vfs.h>

namespace attacca::files {

bool leads_to_descriptor(const std::filesystem::path& link) {
  const std::filesystem::path folder = link.has_parent_path() ? link.parent_path() : ".";
  struct statfs system{};
  return ::statfs(folder.c_str(), &system) == 0 && system.f_type == PROC_SUPER_MAGIC;
}

}  // namespace attacca::files
