// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/atomic_file.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include <fcntl.h>
#include <io.h>
#include <windows.h>
#include <winternl.h>

#include "files/file_lock.hpp"
#include "files/windows/native.hpp"
#include "platform/windows/utf16.hpp"

namespace attacca::files {
namespace {

namespace fs = std::filesystem;
using windows::handle_of;

constexpr int kAttempts = 100;
constexpr int kBoth = _O_RDWR | _O_BINARY;

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// Removes an entry by name if nobody has a lock on it.
void remove_abandoned(const FileHandle& folder, const fs::path& name) {
  const HANDLE opened = windows::open_below(
      handle_of(folder), name,
      {FILE_GENERIC_READ | DELETE, FILE_OPEN, FILE_NON_DIRECTORY_FILE | FILE_OPEN_REPARSE_POINT});
  const FileHandle file = windows::take_over(opened, kBoth);
  if (!file.is_open() || windows::is_link(opened, windows::attributes_of(opened))) return;
  BY_HANDLE_FILE_INFORMATION about{};
  if (::GetFileInformationByHandle(opened, &about) == 0 || about.nNumberOfLinks != 1) return;
  if (try_lock(file) == Lock::taken) (void)windows::remove_open(opened);
}

}  // namespace

void remove_leftover_parts(const fs::path& folder) {
  const fs::path place = folder.empty() ? fs::path(".") : folder;
  const auto opened = open_folder(place);
  if (!opened) return;
  WIN32_FIND_DATAW data{};
  const fs::path pattern = place / (std::string(kPartPrefix) + "*");
  const HANDLE search = ::FindFirstFileW(windows::native_path(pattern).c_str(), &data);
  if (search == INVALID_HANDLE_VALUE) return;
  do {
    remove_abandoned(*opened, fs::path(&data.cFileName[0]));
  } while (::FindNextFileW(search, &data) != 0);
  ::FindClose(search);
}

AtomicFile::~AtomicFile() {
  if (part_name_.empty()) return;
  file_ = FileHandle();
  (void)remove_tree_below(folder_, part_name_);
}

Error AtomicFile::cannot(int reason) const {
  return Error{"cannot write " + given_.string() + ": " +
               core::error_text(static_cast<unsigned long>(reason))};
}

Result<void> AtomicFile::open_directly() {
  file_ = windows::take_over(
      ::CreateFileW(given_.c_str(), GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                    OPEN_EXISTING, 0, nullptr),
      _O_WRONLY | _O_BINARY);
  if (!file_.is_open()) return tl::unexpected(cannot(last_system_error()));
  return {};
}

Result<void> AtomicFile::open_beside(const fs::path& place, unsigned /*mode*/) {
  const fs::path folder = folder_of(place);
  place_ = folder;
  name_ = place.filename().string();
  folder_ = windows::take_over(
      ::CreateFileW(windows::native_path(folder).c_str(),
                    FILE_TRAVERSE | FILE_READ_ATTRIBUTES | SYNCHRONIZE, windows::kShareAll, nullptr,
                    OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr),
      _O_RDONLY | _O_BINARY);
  if (!folder_.is_open()) return tl::unexpected(cannot(last_system_error()));
  if (place.filename().native().size() > 255) {
    return tl::unexpected(cannot(ERROR_FILENAME_EXCED_RANGE));
  }
  remove_leftover_parts(folder);
  for (int attempt = 0; !file_.is_open(); ++attempt) {
    if (attempt == kAttempts) return tl::unexpected(cannot(ERROR_FILE_EXISTS));
    const std::string name = random_part_name();
    // Without the access DELETE a library that opens it by name shares enough with us.
    FileHandle file = windows::take_over(
        windows::open_below(
            handle_of(folder_), name,
            {FILE_GENERIC_READ | FILE_GENERIC_WRITE, FILE_CREATE, FILE_NON_DIRECTORY_FILE}),
        kBoth);
    if (!file.is_open()) {
      const int reason = last_system_error();
      if (reason == ERROR_FILE_EXISTS || reason == ERROR_ALREADY_EXISTS) continue;
      return tl::unexpected(cannot(reason));
    }
    const Lock lock = try_lock(file);
    FILE_STANDARD_INFO about{};
    const bool is_known = ::GetFileInformationByHandleEx(handle_of(file), FileStandardInfo, &about,
                                                         sizeof about) != 0;
    // Somebody's clearing may have come between.
    if (lock == Lock::busy || (is_known && about.DeletePending != 0)) continue;
    part_name_ = name;
    file_ = std::move(file);
  }
  return {};
}

fs::path AtomicFile::path_to_write() const {
  return is_direct_ ? given_ : place_ / part_name_;
}

Result<void> AtomicFile::write(std::string_view text) {
  while (!text.empty()) {
    DWORD count = 0;
    const auto most = static_cast<DWORD>(std::min<std::size_t>(text.size(), 1U << 24U));
    if (::WriteFile(handle_of(file_), text.data(), most, &count, nullptr) == 0) {
      return tl::unexpected(cannot(last_system_error()));
    }
    text.remove_prefix(count);
  }
  return {};
}

Result<void> AtomicFile::rewind() {
  if (is_direct_) return {};
  const LARGE_INTEGER begin{};
  if (::SetFilePointerEx(handle_of(file_), begin, nullptr, FILE_BEGIN) == 0 ||
      ::SetEndOfFile(handle_of(file_)) == 0) {
    return tl::unexpected(cannot(last_system_error()));
  }
  return {};
}

Result<void> AtomicFile::commit() {
  if (is_direct_) return {};
  if (::FlushFileBuffers(handle_of(file_)) == 0) {
    return tl::unexpected(cannot(last_system_error()));
  }
  // Our own handle stays until it is in its place: nobody takes it for abandoned.
  const HANDLE part =
      windows::open_below(handle_of(folder_), part_name_,
                          {DELETE, FILE_OPEN, FILE_NON_DIRECTORY_FILE | FILE_OPEN_REPARSE_POINT});
  if (part == INVALID_HANDLE_VALUE) return tl::unexpected(cannot(last_system_error()));
  const bool is_moved = windows::with_patience(
      [&] { return windows::rename_open(part, handle_of(folder_), fs::path(name_), true); });
  const int reason = last_system_error();
  ::CloseHandle(part);
  if (!is_moved) return tl::unexpected(cannot(reason));
  part_name_.clear();
  file_ = FileHandle();
  return {};
}

}  // namespace attacca::files
