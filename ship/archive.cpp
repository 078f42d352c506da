// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "ship/archive.hpp"

#include "processes/outcome.hpp"

namespace attacca::ship {

Result<void> make_archive(const ArchivedFolder& folder, const std::filesystem::path& archive) {
  // What tar and xz would take from the environment would show in the archive.
  return processes::run_in_front(
      {"env",
       "-u",
       "TAR_OPTIONS",
       "-u",
       "XZ_OPT",
       "-u",
       "XZ_DEFAULTS",
       "tar",
       "--create",
       "--xz",
       "--file=" + archive.string(),
       "--format=gnu",
       "--sort=name",
       "--mtime=" + folder.time,
       "--owner=0",
       "--group=0",
       "--numeric-owner",
       "--mode=u=rwX,go=rX",
       "--force-local",
       "--directory=" + folder.parent.string(),
       "--transform=flags=rSH;s|^" + folder.folder + "|" + folder.shown_as + "|",
       "--",
       folder.folder});
}

}  // namespace attacca::ship
