// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/output_target.hpp"

#include <string>

#include <windows.h>

#include "files/windows/native.hpp"
#include "platform/windows/utf16.hpp"

namespace attacca::files {
namespace {

namespace fs = std::filesystem;
using windows::native_path;

tl::unexpected<Error> cannot(const fs::path& path, DWORD reason) {
  return fail("cannot write " + path.string() + ": " + core::error_text(reason));
}

/// NUL, CON and \\.\pipe\name: the system itself says which names lead to devices.
bool is_device(const fs::path& path) {
  wchar_t full[MAX_PATH];
  const DWORD size = ::GetFullPathNameW(path.c_str(), MAX_PATH, full, nullptr);
  return size > 4 && size < MAX_PATH && std::wstring_view(full).starts_with(L"\\\\.\\");
}

/// The file that a link leads to, which must exist.
Result<fs::path> end_of_link(const fs::path& link) {
  const HANDLE file =
      ::CreateFileW(native_path(link).c_str(), FILE_READ_ATTRIBUTES, windows::kShareAll, nullptr,
                    OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr);
  if (file == INVALID_HANDLE_VALUE) return cannot(link, ::GetLastError());
  std::wstring full(32'768, L'\0');
  const DWORD size =
      ::GetFinalPathNameByHandleW(file, full.data(), static_cast<DWORD>(full.size()), 0);
  const DWORD reason = ::GetLastError();
  ::CloseHandle(file);
  if (size == 0 || size >= full.size()) return cannot(link, reason);
  full.resize(size);
  return fs::path(full);
}

}  // namespace

Result<OutputTarget> find_output_target(const fs::path& path) {
  if (path.empty()) return fail("cannot write: the file's name is empty");
  OutputTarget target{path, false, std::nullopt};
  if (is_device(path)) {
    target.is_direct = true;
    return target;
  }
  DWORD attributes = ::GetFileAttributesW(native_path(path).c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES) {
    const DWORD reason = ::GetLastError();
    if (reason != ERROR_FILE_NOT_FOUND) return cannot(path, reason);
    if (!path.has_filename()) return cannot(path, ERROR_PATH_NOT_FOUND);
    return target;
  }
  if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
    auto end = end_of_link(path);
    if (!end) return tl::unexpected(end.error());
    target.path = std::move(*end);
    attributes = ::GetFileAttributesW(native_path(target.path).c_str());
  }
  if ((attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
    return fail("cannot write " + path.string() + ": it is a folder");
  }
  if ((attributes & FILE_ATTRIBUTE_READONLY) != 0) {
    return fail("cannot write " + path.string() + ": the file is read-only");
  }
  return target;
}

}  // namespace attacca::files
