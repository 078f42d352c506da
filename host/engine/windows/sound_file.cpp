// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/sound_file.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <io.h>
#include <share.h>
#include <sys/stat.h>

namespace attacca::host {
namespace {

/// The library opens files by their names in the ANSI code page; a descriptor has any name. It
/// closes it with the file.
SNDFILE* open_as(const std::filesystem::path& path, int flags, int mode, SF_INFO& info) {
  int descriptor = -1;
  // Others may read and replace it meanwhile, as on other systems.
  const errno_t failed = _wsopen_s(&descriptor, path.c_str(), flags | _O_BINARY | _O_NOINHERIT,
                                   _SH_DENYNO, _S_IREAD | _S_IWRITE);
  if (failed != 0) return nullptr;
  SNDFILE* const file = sf_open_fd(descriptor, mode, &info, SF_TRUE);
  if (file == nullptr) _close(descriptor);
  return file;
}

}  // namespace

SNDFILE* open_sound_file(const std::filesystem::path& path, int mode, SF_INFO& info) {
  const int flags = mode == SFM_READ ? _O_RDONLY : _O_RDWR | _O_CREAT | _O_TRUNC;
  return open_as(path, flags, mode, info);
}

Result<SNDFILE*> create_sound_file(const std::filesystem::path& path, SF_INFO& info) {
  errno = 0;
  SNDFILE* const file = open_as(path, _O_WRONLY | _O_CREAT | _O_TRUNC, SFM_WRITE, info);
  if (file != nullptr) return file;
  return fail(errno != 0 ? std::generic_category().message(errno) : sf_strerror(nullptr));
}

}  // namespace attacca::host
