// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/file_lock.hpp"

#include <cstdint>

#include <fcntl.h>
#include <io.h>
#include <windows.h>
#include <winternl.h>

#include "files/windows/native.hpp"

namespace attacca::files {
namespace {

/// A byte that no file has, so that nobody's reading or writing is locked out.
constexpr DWORD kFarAway = 0x4000'0000;

Lock as_lock(DWORD reason) noexcept {
  const bool is_busy = reason == ERROR_LOCK_VIOLATION || reason == ERROR_SHARING_VIOLATION ||
                       reason == ERROR_IO_PENDING;
  return is_busy ? Lock::busy : Lock::unavailable;
}

/// Folders have no locks. Who holds a folder open with the right to add files and shares that with
/// nobody is the only one who does: files are added below it with handles of their own.
Lock lock_folder(const FileHandle& folder) noexcept {
  const HANDLE again =
      windows::open_below(windows::handle_of(folder), {},
                          {FILE_LIST_DIRECTORY | FILE_TRAVERSE | FILE_ADD_FILE, FILE_OPEN,
                           FILE_DIRECTORY_FILE, FILE_SHARE_READ | FILE_SHARE_DELETE});
  if (again == INVALID_HANDLE_VALUE) return as_lock(::GetLastError());
  const FileHandle locked = windows::take_over(again, _O_RDONLY | _O_BINARY);
  // From here on the descriptor that the caller has is this opening of the folder.
  if (!locked.is_open() || ::_dup2(locked.get(), folder.get()) != 0) return Lock::unavailable;
  // The C library's copies go to programs that are started; a lock does not.
  (void)::SetHandleInformation(windows::handle_of(folder), HANDLE_FLAG_INHERIT, 0);
  return Lock::taken;
}

}  // namespace

Lock try_lock(const FileHandle& file) noexcept {
  const HANDLE handle = windows::handle_of(file);
  const DWORD attributes = windows::attributes_of(handle);
  if (attributes == INVALID_FILE_ATTRIBUTES) return Lock::unavailable;
  if ((attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) return lock_folder(file);
  OVERLAPPED place{};
  place.OffsetHigh = kFarAway;
  if (::LockFileEx(handle, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &place) !=
      0) {
    return Lock::taken;
  }
  return as_lock(::GetLastError());
}

}  // namespace attacca::files
