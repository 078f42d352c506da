// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/file_lock.hpp"

#include <cerrno>

#include <sys/file.h>

namespace attacca::files {

Lock try_lock(const FileHandle& file) noexcept {
  int result = 0;
  do {
    result = ::flock(file.get(), LOCK_EX | LOCK_NB);
  } while (result != 0 && errno == EINTR);
  if (result == 0) return Lock::taken;
  // Besides ENOLCK, ENOSYS and EOPNOTSUPP: NFS makes record locks of it, and answers EBADF for a
  // folder, which cannot be open for writing.
  return errno == EWOULDBLOCK ? Lock::busy : Lock::unavailable;
}

}  // namespace attacca::files
