// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/file.hpp"

#include <algorithm>
#include <cstring>

#include <fcntl.h>
#include <io.h>
#include <windows.h>
#include <winternl.h>

#include "files/windows/native.hpp"
#include "platform/windows/utf16.hpp"

namespace attacca::files {
namespace {

namespace fs = std::filesystem;
using windows::handle_of;
using windows::kShareAll;
using windows::native_path;

constexpr std::size_t kPiece = std::size_t{1} << 18U;
constexpr DWORD kPatience = 10'000;  // ms
constexpr DWORD kLook = 10;          // ms between two looks into a pipe
constexpr int kDeepestTree = 512;    // folders in folders; each level holds a handle

constexpr int kReading = _O_RDONLY | _O_BINARY;
constexpr int kWriting = _O_WRONLY | _O_BINARY;

Error failed(std::string_view what, const fs::path& path) {
  return system_error(what, path, last_system_error());
}

bool is_folder(DWORD attributes) noexcept {
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

Result<FileHandle> accept_regular(FileHandle file, const fs::path& path) {
  if (!file.is_open()) return tl::unexpected(failed("cannot open", path));
  if (::GetFileType(handle_of(file)) != FILE_TYPE_DISK) {
    return fail("not a regular file: " + path.string());
  }
  if (is_folder(windows::attributes_of(handle_of(file)))) {
    return fail("not a file but a folder: " + path.string());
  }
  return file;
}

/// With FILE_FLAG_BACKUP_SEMANTICS folders can be opened as well, so that it is known what it was.
FileHandle open_to_read(const fs::path& path) {
  return windows::take_over(
      ::CreateFileW(native_path(path).c_str(), GENERIC_READ, kShareAll, nullptr, OPEN_EXISTING,
                    FILE_FLAG_BACKUP_SEMANTICS, nullptr),
      kReading);
}

// Waits for a pipe or a console; files are always ready.
Result<void> wait_for_bytes(HANDLE file, const fs::path& path) {
  const DWORD kind = ::GetFileType(file);
  if (kind == FILE_TYPE_DISK) return {};
  const ULONGLONG begin = ::GetTickCount64();
  for (;;) {
    DWORD waiting = 0;
    if (kind != FILE_TYPE_PIPE) {
      DWORD mode = 0;
      // What is no console (NUL) has an answer at once.
      if (::GetConsoleMode(file, &mode) == 0) return {};
      if (::WaitForSingleObject(file, kPatience) == WAIT_OBJECT_0) return {};
    } else if (::PeekNamedPipe(file, nullptr, 0, nullptr, &waiting, nullptr) == 0 || waiting > 0) {
      return {};  // an end is read as such
    }
    if (::GetTickCount64() - begin >= kPatience) {
      return fail("nothing came within 10 s: " + path.string());
    }
    ::Sleep(kLook);
  }
}

bool is_end_of_pipe(DWORD reason) noexcept {
  return reason == ERROR_BROKEN_PIPE || reason == ERROR_HANDLE_EOF;
}

bool remove_entry(HANDLE folder, const fs::path& name, int depth) noexcept;

bool remove_content(HANDLE folder, int depth) {
  // First the names: what is removed meanwhile would disturb the listing on some file systems.
  std::vector<fs::path> names;
  bool is_gone =
      windows::for_each_entry(folder, [&](fs::path name) { names.push_back(std::move(name)); });
  for (const fs::path& name : names) is_gone = remove_entry(folder, name, depth) && is_gone;
  return is_gone;
}

bool remove_entry(HANDLE folder, const fs::path& name, int depth) noexcept {
  if (depth > kDeepestTree) return false;
  const auto opened = [&](ACCESS_MASK access) {
    return windows::open_below(
        folder, name,
        {access, FILE_OPEN, FILE_OPEN_REPARSE_POINT | FILE_OPEN_FOR_BACKUP_INTENT, kShareAll});
  };
  HANDLE entry = INVALID_HANDLE_VALUE;
  if (!windows::with_patience([&] {
        entry = opened(DELETE | FILE_LIST_DIRECTORY | FILE_WRITE_ATTRIBUTES);
        if (entry == INVALID_HANDLE_VALUE) entry = opened(DELETE);
        return entry != INVALID_HANDLE_VALUE;
      })) {
    const DWORD reason = ::GetLastError();
    return reason == ERROR_FILE_NOT_FOUND || reason == ERROR_PATH_NOT_FOUND;
  }
  const DWORD attributes = windows::attributes_of(entry);
  if (is_folder(attributes) && !windows::is_link(entry, attributes)) {
    remove_content(entry, depth + 1);
  }
  if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_READONLY) != 0) {
    FILE_BASIC_INFO info{};
    info.FileAttributes = attributes & ~DWORD{FILE_ATTRIBUTE_READONLY};
    if (info.FileAttributes == 0) info.FileAttributes = FILE_ATTRIBUTE_NORMAL;
    (void)::SetFileInformationByHandle(entry, FileBasicInfo, &info, sizeof info);
  }
  const bool is_gone = windows::remove_open(entry);
  const DWORD reason = ::GetLastError();
  ::CloseHandle(entry);
  ::SetLastError(reason);
  return is_gone;
}

}  // namespace

FileHandle::~FileHandle() {
  if (descriptor_ < 0) return;
  windows::close_what_was_kept(descriptor_);
  ::_close(descriptor_);
}

int last_system_error() noexcept {
  return static_cast<int>(::GetLastError());
}

Error system_error(std::string_view what, const fs::path& where, int error_number) {
  return Error{std::string(what) + ": " + where.string() + ": " +
               core::error_text(static_cast<unsigned long>(error_number))};
}

Result<FileHandle> open_regular_file(const fs::path& path) {
  if (path.empty()) return fail("cannot open: the file's name is empty");
  return accept_regular(open_to_read(path), path);
}

Result<FileHandle> open_regular_file_below(const FileHandle& folder, const fs::path& relative,
                                           const fs::path& shown) {
  const HANDLE opened = windows::open_below(
      handle_of(folder), relative, {FILE_GENERIC_READ, FILE_OPEN, FILE_OPEN_REPARSE_POINT});
  FileHandle file = windows::take_over(opened, kReading);
  if (file.is_open() && windows::is_link(opened, windows::attributes_of(opened))) {
    return fail("cannot open: " + shown.string() + ": it is a link");
  }
  return accept_regular(std::move(file), shown);
}

Result<FileHandle> open_folder(const fs::path& path) {
  const HANDLE opened = ::CreateFileW(
      native_path(path).c_str(),
      FILE_LIST_DIRECTORY | FILE_TRAVERSE | FILE_READ_ATTRIBUTES | SYNCHRONIZE, kShareAll, nullptr,
      OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
  FileHandle folder = windows::take_over(opened, kReading);
  if (!folder.is_open()) return tl::unexpected(failed("cannot open", path));
  const DWORD attributes = windows::attributes_of(opened);
  if (!is_folder(attributes)) return fail("cannot open: " + path.string() + ": not a folder");
  if (windows::is_link(opened, attributes)) {
    return fail("cannot open: " + path.string() + ": it is a link");
  }
  return folder;
}

Result<std::size_t> read_some(const FileHandle& file, std::span<std::byte> buffer,
                              const fs::path& path) {
  DWORD count = 0;
  const auto most = static_cast<DWORD>(std::min<std::size_t>(buffer.size(), 1U << 30U));
  if (::ReadFile(handle_of(file), buffer.data(), most, &count, nullptr) == 0 &&
      !is_end_of_pipe(::GetLastError())) {
    return tl::unexpected(failed("cannot read", path));
  }
  return std::size_t{count};
}

Result<std::uint64_t> size_of(const FileHandle& file, const fs::path& path) {
  LARGE_INTEGER size{};
  if (::GetFileSizeEx(handle_of(file), &size) == 0) {
    return tl::unexpected(failed("cannot read", path));
  }
  return static_cast<std::uint64_t>(size.QuadPart);
}

Result<std::string> read_text(const fs::path& path, std::uint64_t largest) {
  if (path.empty()) return fail("cannot open: the file's name is empty");
  const FileHandle file = open_to_read(path);
  if (!file.is_open()) return tl::unexpected(failed("cannot open", path));
  if (is_folder(windows::attributes_of(handle_of(file)))) {
    return fail("not a file but a folder: " + path.string());
  }
  std::string text;
  std::vector<std::byte> piece(std::size_t{1} << 16U);
  for (;;) {
    if (auto ready = wait_for_bytes(handle_of(file), path); !ready) {
      return tl::unexpected(ready.error());
    }
    const auto count = read_some(file, piece, path);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) return text;
    text.append(reinterpret_cast<const char*>(piece.data()), *count);
    if (text.size() > largest) return fail(too_large(largest, path));
  }
}

Result<void> write_all(const FileHandle& file, std::span<const std::byte> content,
                       const fs::path& path, const WriteWatcher& watcher) {
  while (!content.empty()) {
    if (watcher) watcher();
    DWORD count = 0;
    const auto most = static_cast<DWORD>(std::min(content.size(), kPiece));
    if (::WriteFile(handle_of(file), content.data(), most, &count, nullptr) == 0) {
      return tl::unexpected(failed("cannot write", path));
    }
    content = content.subspan(count);
  }
  return {};
}

Result<FileHandle> create_file_below(const FileHandle& folder, const fs::path& relative,
                                     unsigned /*mode*/, const fs::path& shown) {
  FileHandle file = windows::take_over(
      windows::open_below(handle_of(folder), relative,
                          {FILE_GENERIC_WRITE, FILE_CREATE, FILE_NON_DIRECTORY_FILE}),
      kWriting);
  if (!file.is_open()) return tl::unexpected(failed("cannot create", shown));
  return file;
}

Result<void> create_folder_below(const FileHandle& folder, const fs::path& relative,
                                 unsigned /*mode*/, const fs::path& shown) {
  const HANDLE made = windows::open_below(handle_of(folder), relative,
                                          {FILE_LIST_DIRECTORY, FILE_CREATE, FILE_DIRECTORY_FILE});
  if (made == INVALID_HANDLE_VALUE) return tl::unexpected(failed("cannot create", shown));
  ::CloseHandle(made);
  return {};
}

Result<void> create_folders(const fs::path& folder) {
  const auto is_there = [&] {
    return is_folder(::GetFileAttributesW(native_path(folder).c_str()));
  };
  if (folder.empty() || is_there()) return {};
  const fs::path above =
      folder.has_filename() ? folder.parent_path() : folder.parent_path().parent_path();
  if (above != folder) {
    if (auto made = create_folders(above); !made) return made;
  }
  if (::CreateDirectoryW(native_path(folder).c_str(), nullptr) != 0) return {};
  const int reason = last_system_error();
  // Somebody else may have made it meanwhile.
  if (reason == ERROR_ALREADY_EXISTS && is_there()) return {};
  return tl::unexpected(system_error("cannot create the folder", folder, reason));
}

Result<void> sync_file(const FileHandle& file, const fs::path& path) {
  if (::FlushFileBuffers(handle_of(file)) != 0) return {};
  const DWORD reason = ::GetLastError();
  // What was opened to read, and what has nothing to flush.
  if (reason == ERROR_ACCESS_DENIED || reason == ERROR_INVALID_FUNCTION ||
      reason == ERROR_INVALID_HANDLE) {
    return {};
  }
  return tl::unexpected(failed("cannot write to the disk", path));
}

Result<void> sync_folder(const fs::path& folder) {
  // The file systems keep a journal of their folders; nobody but an administrator may flush one.
  const auto handle = open_folder(folder);
  if (!handle) return tl::unexpected(handle.error());
  return {};
}

bool is_present(const fs::path& path) {
  return ::GetFileAttributesW(native_path(path).c_str()) != INVALID_FILE_ATTRIBUTES;
}

bool remove_tree_below(const FileHandle& folder, const std::string& name) {
  return remove_entry(handle_of(folder), fs::path(name), 0);
}

}  // namespace attacca::files
