// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The guard: files by descriptor and by name, mappings. See memory.cpp.

#ifndef ATTACCA_SANITIZED

#include <cstdarg>
#include <cstddef>

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include "host/guard/posix/caught.hpp"

namespace {
using Text = const char*;
using Blocks = const iovec*;
// Called by programs that were built with a C library before 2.33, and by those only.
#ifdef __x86_64__
constexpr const char* kOldStat = "GLIBC_2.2.5";
#else
constexpr const char* kOldStat = nullptr;
#endif

/// The third argument of open, which is there when a file may be made.
mode_t mode_of(int flags, std::va_list rest) noexcept {
  const bool makes = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  return makes ? static_cast<mode_t>(va_arg(rest, unsigned int)) : 0;
}
}  // namespace

// -- opening -------------------------------------------------------------------------------------

#define ATTACCA_CATCH_OPEN(name, parameters, arguments)                                      \
  ATTACCA_ORIGINAL(name, nullptr, int, ATTACCA_UNPACK parameters, ...)                       \
  ATTACCA_DEFINE(int, name, ATTACCA_UNPACK parameters, ...) {                                \
    const ::attacca::host::detail::Caught caught(::attacca::host::RealtimeOffenceKind::file, \
                                                 ATTACCA_CALLER);                            \
    std::va_list rest;                                                                       \
    va_start(rest, flags);                                                                   \
    const mode_t mode = mode_of(flags, rest);                                                \
    va_end(rest);                                                                            \
    return g_##name.get()(ATTACCA_UNPACK arguments, mode);                                   \
  }
ATTACCA_CATCH_OPEN(open, (Text path, int flags), (path, flags))
ATTACCA_CATCH_OPEN(open64, (Text path, int flags), (path, flags))
ATTACCA_CATCH_OPEN(openat, (int folder, Text path, int flags), (folder, path, flags))
ATTACCA_CATCH_OPEN(openat64, (int folder, Text path, int flags), (folder, path, flags))
ATTACCA_CATCH(file, int, __open_2, (Text path, int flags), (path, flags))
ATTACCA_CATCH(file, int, __open64_2, (Text path, int flags), (path, flags))
ATTACCA_CATCH(file, int, creat, (Text path, mode_t mode), (path, mode))
ATTACCA_CATCH(file, int, creat64, (Text path, mode_t mode), (path, mode))
ATTACCA_CATCH(file, int, close, (int file), (file))
ATTACCA_CATCH(file, int, pipe, (int* ends), (ends))
ATTACCA_CATCH(file, int, pipe2, (int* ends, int flags), (ends, flags))

// -- reading and writing -------------------------------------------------------------------------

ATTACCA_CATCH(file, ssize_t, read, (int file, void* to, std::size_t size), (file, to, size))
ATTACCA_CATCH(file, ssize_t, __read_chk, (int file, void* to, std::size_t size, std::size_t room),
              (file, to, size, room))
ATTACCA_CATCH(file, ssize_t, write, (int file, const void* from, std::size_t size),
              (file, from, size))
ATTACCA_CATCH(file, ssize_t, pread, (int file, void* to, std::size_t size, off_t at),
              (file, to, size, at))
ATTACCA_CATCH(file, ssize_t, pread64, (int file, void* to, std::size_t size, off64_t at),
              (file, to, size, at))
ATTACCA_CATCH(file, ssize_t, pwrite, (int file, const void* from, std::size_t size, off_t at),
              (file, from, size, at))
ATTACCA_CATCH(file, ssize_t, pwrite64, (int file, const void* from, std::size_t size, off64_t at),
              (file, from, size, at))
ATTACCA_CATCH(file, ssize_t, readv, (int file, Blocks blocks, int count), (file, blocks, count))
ATTACCA_CATCH(file, ssize_t, writev, (int file, Blocks blocks, int count), (file, blocks, count))
ATTACCA_CATCH(file, off_t, lseek, (int file, off_t at, int from), (file, at, from))
ATTACCA_CATCH(file, off64_t, lseek64, (int file, off64_t at, int from), (file, at, from))
ATTACCA_CATCH(file, int, fsync, (int file), (file))
ATTACCA_CATCH(file, int, fdatasync, (int file), (file))
ATTACCA_CATCH(file, int, ftruncate, (int file, off_t size), (file, size))
ATTACCA_CATCH(file, int, ftruncate64, (int file, off64_t size), (file, size))
ATTACCA_CATCH(file, int, flock, (int file, int operation), (file, operation))

// -- names ---------------------------------------------------------------------------------------

ATTACCA_CATCH(file, int, stat, (Text path, struct stat* to), (path, to))
ATTACCA_CATCH(file, int, stat64, (Text path, struct stat64* to), (path, to))
ATTACCA_CATCH(file, int, lstat, (Text path, struct stat* to), (path, to))
ATTACCA_CATCH(file, int, lstat64, (Text path, struct stat64* to), (path, to))
ATTACCA_CATCH(file, int, fstat, (int file, struct stat* to), (file, to))
ATTACCA_CATCH(file, int, fstat64, (int file, struct stat64* to), (file, to))
ATTACCA_CATCH(file, int, fstatat, (int folder, Text path, struct stat* to, int flags),
              (folder, path, to, flags))
ATTACCA_CATCH(file, int, fstatat64, (int folder, Text path, struct stat64* to, int flags),
              (folder, path, to, flags))
ATTACCA_CATCH_VERSION(file, kOldStat, int, __xstat, (int version, Text path, struct stat* to),
                      (version, path, to))
ATTACCA_CATCH_VERSION(file, kOldStat, int, __xstat64, (int version, Text path, struct stat64* to),
                      (version, path, to))
ATTACCA_CATCH_VERSION(file, kOldStat, int, __lxstat, (int version, Text path, struct stat* to),
                      (version, path, to))
ATTACCA_CATCH_VERSION(file, kOldStat, int, __lxstat64, (int version, Text path, struct stat64* to),
                      (version, path, to))
ATTACCA_CATCH_VERSION(file, kOldStat, int, __fxstat, (int version, int file, struct stat* to),
                      (version, file, to))
ATTACCA_CATCH_VERSION(file, kOldStat, int, __fxstat64, (int version, int file, struct stat64* to),
                      (version, file, to))
ATTACCA_CATCH(file, int, access, (Text path, int mode), (path, mode))
ATTACCA_CATCH(file, int, unlink, (Text path), (path))
ATTACCA_CATCH(file, int, remove, (Text path), (path))
ATTACCA_CATCH(file, int, rename, (Text from, Text to), (from, to))
ATTACCA_CATCH(file, int, mkdir, (Text path, mode_t mode), (path, mode))
ATTACCA_CATCH(file, int, rmdir, (Text path), (path))
ATTACCA_CATCH(file, DIR*, opendir, (Text path), (path))
ATTACCA_CATCH(file, dirent*, readdir, (DIR * folder), (folder))
ATTACCA_CATCH(file, dirent64*, readdir64, (DIR * folder), (folder))
ATTACCA_CATCH(file, int, closedir, (DIR * folder), (folder))

// -- mappings ------------------------------------------------------------------------------------

ATTACCA_CATCH(mapping, void*, mmap,
              (void* at, std::size_t size, int protection, int flags, int file, off_t from),
              (at, size, protection, flags, file, from))
ATTACCA_CATCH(mapping, void*, mmap64,
              (void* at, std::size_t size, int protection, int flags, int file, off64_t from),
              (at, size, protection, flags, file, from))
ATTACCA_CATCH(mapping, int, munmap, (void* at, std::size_t size), (at, size))
ATTACCA_CATCH(mapping, int, mprotect, (void* at, std::size_t size, int protection),
              (at, size, protection))
ATTACCA_CATCH(mapping, int, madvise, (void* at, std::size_t size, int advice), (at, size, advice))
ATTACCA_CATCH(mapping, int, msync, (void* at, std::size_t size, int flags), (at, size, flags))

#endif
