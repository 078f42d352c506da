// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/file_lock.hpp"

#include <cwchar>
#include <iterator>

#include <windows.h>

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

/// Folders have no locks, and to share them with nobody would keep our own renaming out of them. So
/// it is a name of the system's that one process at a time has, made of what the folder is wherever
/// it has been moved to. It is no lock between machines that share a disk.
Lock lock_folder(const FileHandle& folder) noexcept {
  BY_HANDLE_FILE_INFORMATION about{};
  if (::GetFileInformationByHandle(windows::handle_of(folder), &about) == 0) {
    return Lock::unavailable;
  }
  wchar_t name[64];
  std::swprintf(name, std::size(name), L"Global\\attacca-folder-%08lx-%08lx%08lx",
                about.dwVolumeSerialNumber, about.nFileIndexHigh, about.nFileIndexLow);
  const HANDLE event = ::CreateEventW(nullptr, TRUE, FALSE, name);
  const DWORD reason = ::GetLastError();
  // Another user's cannot even be opened.
  if (event == nullptr) return reason == ERROR_ACCESS_DENIED ? Lock::busy : Lock::unavailable;
  if (reason == ERROR_ALREADY_EXISTS) {
    ::CloseHandle(event);
    return Lock::busy;
  }
  windows::keep_with(folder, event);
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
