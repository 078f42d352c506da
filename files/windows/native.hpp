// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include <windows.h>

#include "files/file.hpp"

namespace attacca::files::windows {

/// Others may read, write, move and remove what we have open, as on other systems.
inline constexpr DWORD kShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

/// A path as the system's functions take it, longer than 260 characters too. [any]
std::wstring native_path(const std::filesystem::path& path);

/// The system's handle of an open file or folder. [any]
HANDLE handle_of(const FileHandle& file) noexcept;

/// Takes over a handle that the system has opened. Not open if the handle is none; GetLastError()
/// then says why. [any]
FileHandle take_over(HANDLE handle, int flags) noexcept;

/// Has a handle closed when the file or folder is. [any]
void keep_with(const FileHandle& file, HANDLE handle) noexcept;
void close_what_was_kept(int descriptor) noexcept;

/// What is to be opened below a folder, in the words of NtCreateFile.
struct Opening {
  ACCESS_MASK access = 0;
  ULONG disposition = 0;  ///< FILE_OPEN, FILE_CREATE …
  ULONG options = 0;      ///< FILE_DIRECTORY_FILE …
  ULONG share = kShareAll;
};

/// Opens what is named from an open folder on, wherever that has been moved to meanwhile; an empty
/// path opens the folder itself once more. INVALID_HANDLE_VALUE on failure, with GetLastError().
/// [any]
HANDLE open_below(HANDLE folder, const std::filesystem::path& relative,
                  const Opening& opening) noexcept;

/// The attributes of an open file or folder; INVALID_FILE_ATTRIBUTES on failure. [any]
DWORD attributes_of(HANDLE file) noexcept;

/// Whether the attributes are a link's to somewhere else: a symbolic link or a junction, not the
/// like of a file that is fetched from a cloud when it is read. [any]
bool is_link(HANDLE file, DWORD attributes) noexcept;

/// Has an open file or folder vanish, at once where the system can, else when the last handle is
/// closed. [any]
bool remove_open(HANDLE file) noexcept;

/// Gives an open file or folder the name in a folder, instead of what has it if `replacing`. The
/// handle needs the access DELETE. [any]
bool rename_open(HANDLE file, HANDLE folder, const std::filesystem::path& name,
                 bool replacing) noexcept;

/// Calls `visit(name)` for the entries of an open folder, without "." and "..". [any]
template <class Visit>
bool for_each_entry(HANDLE folder, Visit visit) {
  alignas(FILE_ID_BOTH_DIR_INFO) std::byte memory[16'384];
  auto kind = FileIdBothDirectoryRestartInfo;
  for (;; kind = FileIdBothDirectoryInfo) {
    if (::GetFileInformationByHandleEx(folder, kind, memory, sizeof memory) == 0) {
      return ::GetLastError() == ERROR_NO_MORE_FILES;
    }
    for (std::size_t offset = 0;;) {
      const auto* entry = reinterpret_cast<const FILE_ID_BOTH_DIR_INFO*>(memory + offset);
      const std::wstring_view name(&entry->FileName[0], entry->FileNameLength / sizeof(wchar_t));
      if (name != L"." && name != L"..") visit(std::filesystem::path(name));
      if (entry->NextEntryOffset == 0) break;
      offset += entry->NextEntryOffset;
    }
  }
}

/// Tries again for a moment what a virus scanner or an indexer holds up that has just been told of
/// a new file. `attempt` answers whether it succeeded, with GetLastError() otherwise. [any]
template <class Attempt>
bool with_patience(Attempt attempt) noexcept {
  constexpr int kAttempts = 40;
  constexpr DWORD kPause = 10;  // ms
  for (int count = 0;; ++count) {
    if (attempt()) return true;
    const DWORD reason = ::GetLastError();
    if (reason != ERROR_SHARING_VIOLATION && reason != ERROR_ACCESS_DENIED) return false;
    if (count == kAttempts) return false;
    ::Sleep(kPause);
    ::SetLastError(reason);
  }
}

}  // namespace attacca::files::windows
