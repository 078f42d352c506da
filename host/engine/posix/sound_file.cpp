// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/sound_file.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>

namespace attacca::host {

SNDFILE* open_sound_file(const std::filesystem::path& path, int mode, SF_INFO& info) {
  // libsndfile takes the name "-" for the standard input.
  const std::string name = path == "-" ? "./-" : path.string();
  return sf_open(name.c_str(), mode, &info);
}

Result<SNDFILE*> create_sound_file(const std::filesystem::path& path, SF_INFO& info) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return fail(std::generic_category().message(errno));
  (void)flock(descriptor, LOCK_EX | LOCK_NB);
  SNDFILE* const file = sf_open_fd(descriptor, SFM_WRITE, &info, SF_TRUE);
  if (file == nullptr) return fail(sf_strerror(nullptr));
  return file;
}

}  // namespace attacca::host
