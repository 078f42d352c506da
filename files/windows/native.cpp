// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/windows/native.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <map>
#include <mutex>
#include <vector>

#include <io.h>
#include <winternl.h>

#include "platform/windows/utf16.hpp"

namespace attacca::files::windows {
namespace {

// Numbers of FILE_INFORMATION_CLASS. Those with Ex: since Windows 10 (1607 and 1709), and not on
// every file system.
constexpr int kRename = 10;
constexpr int kDisposition = 13;
constexpr int kDispositionEx = 64;
constexpr int kRenameEx = 65;

bool set_information(HANDLE file, int what, const void* information, ULONG size) noexcept {
  IO_STATUS_BLOCK status{};
  const NTSTATUS result = ::NtSetInformationFile(file, &status, const_cast<void*>(information),
                                                 size, static_cast<FILE_INFORMATION_CLASS>(what));
  if (result < 0) ::SetLastError(::RtlNtStatusToDosError(result));
  return result >= 0;
}

std::mutex g_kept_mutex;
std::multimap<int, HANDLE> g_kept;  // by the C library's number, which nobody else has meanwhile

HANDLE failed(DWORD reason) noexcept {
  ::SetLastError(reason);
  return INVALID_HANDLE_VALUE;
}

}  // namespace

std::wstring native_path(const std::filesystem::path& path) {
  return core::native_path(path.native());
}

HANDLE handle_of(const FileHandle& file) noexcept {
  if (!file.is_open()) return INVALID_HANDLE_VALUE;
  return reinterpret_cast<HANDLE>(::_get_osfhandle(file.get()));
}

FileHandle take_over(HANDLE handle, int flags) noexcept {
  if (handle == INVALID_HANDLE_VALUE || handle == nullptr) return FileHandle();
  const int descriptor = ::_open_osfhandle(reinterpret_cast<std::intptr_t>(handle), flags);
  if (descriptor < 0) {
    ::CloseHandle(handle);
    ::SetLastError(ERROR_TOO_MANY_OPEN_FILES);
  }
  return FileHandle(descriptor);
}

void keep_with(const FileHandle& file, HANDLE handle) noexcept {
  const std::lock_guard lock(g_kept_mutex);
  g_kept.emplace(file.get(), handle);
}

void close_what_was_kept(int descriptor) noexcept {
  const std::lock_guard lock(g_kept_mutex);
  const auto [begin, end] = g_kept.equal_range(descriptor);
  for (auto each = begin; each != end; ++each) ::CloseHandle(each->second);
  g_kept.erase(begin, end);
}

HANDLE open_below(HANDLE folder, const std::filesystem::path& relative,
                  const Opening& opening) noexcept {
  if (folder == INVALID_HANDLE_VALUE) return failed(ERROR_INVALID_HANDLE);
  std::wstring name = relative.native();
  std::replace(name.begin(), name.end(), L'/', L'\\');
  if (name == L".") name.clear();
  if (name.size() > 32'000) return failed(ERROR_FILENAME_EXCED_RANGE);
  UNICODE_STRING text{};
  text.Buffer = name.data();
  text.Length = static_cast<USHORT>(name.size() * sizeof(wchar_t));
  text.MaximumLength = text.Length;
  OBJECT_ATTRIBUTES object{};
  InitializeObjectAttributes(&object, &text, OBJ_CASE_INSENSITIVE, folder, nullptr);
  IO_STATUS_BLOCK status{};
  HANDLE handle = INVALID_HANDLE_VALUE;
  const NTSTATUS result =
      ::NtCreateFile(&handle, opening.access | SYNCHRONIZE | FILE_READ_ATTRIBUTES, &object, &status,
                     nullptr, FILE_ATTRIBUTE_NORMAL, opening.share, opening.disposition,
                     opening.options | FILE_SYNCHRONOUS_IO_NONALERT, nullptr, 0);
  if (result < 0) return failed(::RtlNtStatusToDosError(result));
  return handle;
}

DWORD attributes_of(HANDLE file) noexcept {
  FILE_BASIC_INFO info{};
  if (::GetFileInformationByHandleEx(file, FileBasicInfo, &info, sizeof info) == 0) {
    return INVALID_FILE_ATTRIBUTES;
  }
  return info.FileAttributes;
}

bool is_link(HANDLE file, DWORD attributes) noexcept {
  if (attributes == INVALID_FILE_ATTRIBUTES || (attributes & FILE_ATTRIBUTE_REPARSE_POINT) == 0) {
    return false;
  }
  FILE_ATTRIBUTE_TAG_INFO info{};
  if (::GetFileInformationByHandleEx(file, FileAttributeTagInfo, &info, sizeof info) == 0) {
    return true;
  }
  return IsReparseTagNameSurrogate(info.ReparseTag);
}

bool remove_open(HANDLE file) noexcept {
  const ULONG flags = FILE_DISPOSITION_FLAG_DELETE | FILE_DISPOSITION_FLAG_POSIX_SEMANTICS |
                      FILE_DISPOSITION_FLAG_IGNORE_READONLY_ATTRIBUTE;
  if (set_information(file, kDispositionEx, &flags, sizeof flags)) return true;
  const BOOLEAN is_to_go = TRUE;
  return set_information(file, kDisposition, &is_to_go, sizeof is_to_go);
}

bool rename_open(HANDLE file, HANDLE folder, const std::filesystem::path& name,
                 bool replacing) noexcept {
  const std::wstring& text = name.native();
  const std::size_t bytes = text.size() * sizeof(wchar_t);
  // The structure ends with the first unit of the name.
  std::vector<std::byte> memory(sizeof(FILE_RENAME_INFO) + bytes);
  auto* info = reinterpret_cast<FILE_RENAME_INFO*>(memory.data());
  info->RootDirectory = folder;
  info->FileNameLength = static_cast<DWORD>(bytes);
  std::memcpy(&info->FileName[0], text.data(), bytes);
  const auto size = static_cast<ULONG>(memory.size());
  // With this one what is replaced may be open.
  const ULONG flags =
      FILE_RENAME_FLAG_POSIX_SEMANTICS | (replacing ? FILE_RENAME_FLAG_REPLACE_IF_EXISTS : 0U);
  std::memcpy(memory.data(), &flags, sizeof flags);
  if (set_information(file, kRenameEx, info, size)) return true;
  const DWORD reason = ::GetLastError();
  if (reason == ERROR_ALREADY_EXISTS || reason == ERROR_FILE_EXISTS) return false;
  const ULONG no_flags = 0;
  std::memcpy(memory.data(), &no_flags, sizeof no_flags);
  info->ReplaceIfExists = replacing ? TRUE : FALSE;
  return set_information(file, kRename, info, size);
}

}  // namespace attacca::files::windows
