// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/folder_entries.hpp"

#include <algorithm>
#include <string_view>

#include <fcntl.h>
#include <windows.h>
#include <winternl.h>

#include "files/atomic_file.hpp"
#include "files/windows/native.hpp"

namespace attacca::files {
namespace {

namespace fs = std::filesystem;
using windows::handle_of;

constexpr int kAttempts = 100;
constexpr int kReading = _O_RDONLY | _O_BINARY;
constexpr ACCESS_MASK kLooking = FILE_LIST_DIRECTORY | FILE_TRAVERSE;

DWORD attributes_below(const FileHandle& parent, const fs::path& relative) {
  const HANDLE entry =
      windows::open_below(handle_of(parent), relative,
                          {0, FILE_OPEN, FILE_OPEN_REPARSE_POINT | FILE_OPEN_FOR_BACKUP_INTENT});
  if (entry == INVALID_HANDLE_VALUE) return INVALID_FILE_ATTRIBUTES;
  DWORD attributes = windows::attributes_of(entry);
  if (windows::is_link(entry, attributes)) attributes &= ~DWORD{FILE_ATTRIBUTE_DIRECTORY};
  ::CloseHandle(entry);
  return attributes;
}

}  // namespace

bool Renaming::is_missing() const noexcept {
  return reason == ERROR_FILE_NOT_FOUND || reason == ERROR_PATH_NOT_FOUND;
}

bool Renaming::is_occupied() const noexcept {
  return reason == ERROR_ALREADY_EXISTS || reason == ERROR_FILE_EXISTS ||
         reason == ERROR_DIR_NOT_EMPTY || reason == ERROR_DIRECTORY;
}

bool Renaming::is_in_use() const noexcept {
  return reason == ERROR_SHARING_VIOLATION || reason == ERROR_ACCESS_DENIED ||
         reason == ERROR_USER_MAPPED_FILE || reason == ERROR_LOCK_VIOLATION;
}

Result<FileHandle> open_folder_at_end(const fs::path& path) {
  FileHandle folder = windows::take_over(
      ::CreateFileW(windows::native_path(path).c_str(),
                    kLooking | FILE_READ_ATTRIBUTES | SYNCHRONIZE, windows::kShareAll, nullptr,
                    OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr),
      kReading);
  if (!folder.is_open()) {
    return tl::unexpected(system_error("cannot open", path, last_system_error()));
  }
  if ((windows::attributes_of(handle_of(folder)) & FILE_ATTRIBUTE_DIRECTORY) == 0) {
    return tl::unexpected(system_error("cannot open", path, ERROR_DIRECTORY));
  }
  return folder;
}

FileHandle open_folder_below(const FileHandle& parent, const fs::path& relative) {
  const HANDLE opened =
      windows::open_below(handle_of(parent), relative,
                          {kLooking, FILE_OPEN, FILE_DIRECTORY_FILE | FILE_OPEN_REPARSE_POINT});
  FileHandle folder = windows::take_over(opened, kReading);
  if (!folder.is_open()) return folder;
  if (windows::is_link(opened, windows::attributes_of(opened))) {
    ::SetLastError(ERROR_DIRECTORY);
    return FileHandle();
  }
  return folder;
}

std::vector<std::string> names_in(const FileHandle& folder) {
  std::vector<std::string> names;
  (void)windows::for_each_entry(handle_of(folder),
                                [&](const fs::path& name) { names.push_back(name.string()); });
  return names;
}

bool is_present_below(const FileHandle& parent, const fs::path& relative) {
  return attributes_below(parent, relative) != INVALID_FILE_ATTRIBUTES;
}

bool is_folder_below(const FileHandle& parent, const std::string& name) {
  const DWORD attributes = attributes_below(parent, name);
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

Renaming rename_below(const FileHandle& from, const std::string& name, const FileHandle& to,
                      const std::string& new_name, Occupied occupied) {
  int reason = 0;
  (void)windows::with_patience([&] {
    const HANDLE entry =
        windows::open_below(handle_of(from), name, {DELETE, FILE_OPEN, FILE_OPEN_REPARSE_POINT});
    bool is_done = entry != INVALID_HANDLE_VALUE;
    if (is_done) {
      is_done =
          windows::rename_open(entry, handle_of(to), new_name, occupied == Occupied::replaced);
      const DWORD why = ::GetLastError();
      ::CloseHandle(entry);
      ::SetLastError(why);
    }
    reason = is_done ? 0 : last_system_error();
    return is_done;
  });
  return {reason};
}

std::optional<Renaming> exchange_below(const FileHandle&, const std::string&, const FileHandle&,
                                       const std::string&) {
  return std::nullopt;  // Windows has no such step
}

Result<std::string> create_private_folder_below(const FileHandle& parent, std::string_view prefix,
                                                const fs::path& shown) {
  int reason = 0;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const std::string name = std::string(prefix) + random_letters(6);
    const HANDLE made = windows::open_below(
        handle_of(parent), name, {FILE_LIST_DIRECTORY, FILE_CREATE, FILE_DIRECTORY_FILE});
    if (made != INVALID_HANDLE_VALUE) {
      ::CloseHandle(made);
      return name;
    }
    reason = last_system_error();
    if (reason != ERROR_ALREADY_EXISTS && reason != ERROR_FILE_EXISTS) break;
  }
  return tl::unexpected(system_error("cannot write into the folder", shown, reason));
}

bool is_own(const FileHandle&) {
  return true;
}

bool is_private(const FileHandle&) {
  return true;
}

std::int64_t age_of(const FileHandle& file) {
  FILETIME changed{};
  FILETIME now{};
  if (::GetFileTime(handle_of(file), nullptr, nullptr, &changed) == 0) return 0;
  ::GetSystemTimeAsFileTime(&now);
  const auto number = [](const FILETIME& time) {
    return static_cast<std::int64_t>((std::uint64_t{time.dwHighDateTime} << 32U) |
                                     time.dwLowDateTime);
  };
  return (number(now) - number(changed)) / 10'000'000;  // of 100 ns
}

std::optional<FileNumber> number_of(const fs::path& path) {
  const FileHandle file = windows::take_over(
      ::CreateFileW(windows::native_path(path).c_str(), FILE_READ_ATTRIBUTES, windows::kShareAll,
                    nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr),
      kReading);
  BY_HANDLE_FILE_INFORMATION about{};
  if (::GetFileInformationByHandle(handle_of(file), &about) == 0) return std::nullopt;
  return FileNumber{about.dwVolumeSerialNumber,
                    (std::uint64_t{about.nFileIndexHigh} << 32U) | about.nFileIndexLow};
}

int refusal_to_change(const fs::path&) {
  return 0;  // who may do what is known when it is tried
}

bool is_executable(const FileHandle&) {
  return false;
}

Result<void> create_link_below(const FileHandle&, const fs::path&, const fs::path& leads_to,
                               const fs::path& shown) {
  return fail("cannot create: " + shown.string() + ": a link to " + leads_to.string() +
              ", which Windows lets administrators make alone");
}

void forget_content(const FileHandle&) {}

std::size_t read_at(const FileHandle& file, std::uint64_t offset, std::span<std::byte> buffer) {
  OVERLAPPED place{};
  place.Offset = static_cast<DWORD>(offset & 0xFFFF'FFFFU);
  place.OffsetHigh = static_cast<DWORD>(offset >> 32U);
  DWORD count = 0;
  const auto most = static_cast<DWORD>(std::min<std::size_t>(buffer.size(), 1U << 30U));
  if (::ReadFile(handle_of(file), buffer.data(), most, &count, &place) == 0) return 0;
  return count;
}

}  // namespace attacca::files
