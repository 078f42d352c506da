// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/preset_store.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include <shlobj.h>
#include <windows.h>

#include "platform/preset_folder.hpp"
#include "platform/windows/utf16.hpp"

namespace attacca::core {
namespace {

constexpr std::size_t kMostName = 120;  // bytes; a path of three such names still fits
constexpr std::string_view kPart = ".attacca-part-";
constexpr std::uint64_t kAbandoned = 36'000'000'000;  // units of 100 ns: an hour

class Handle {
 public:
  explicit Handle(HANDLE value) noexcept : value_(value) {}
  ~Handle() {
    if (is_open()) ::CloseHandle(value_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  [[nodiscard]] bool is_open() const noexcept { return value_ != INVALID_HANDLE_VALUE; }
  [[nodiscard]] HANDLE get() const noexcept { return value_; }

 private:
  const HANDLE value_;
};

auto failed(const std::string& path) {
  return fail("cannot use " + path + ": " + error_text(::GetLastError()));
}

/// Calls `visit(name, data)` for the entries of a folder until it returns false.
template <class Visit>
void for_each_entry(const std::string& folder, Visit visit) {
  WIN32_FIND_DATAW data{};
  const HANDLE search = ::FindFirstFileW(native_path(folder + "*").c_str(), &data);
  if (search == INVALID_HANDLE_VALUE) return;
  do {
    if (!visit(to_utf8(data.cFileName), data)) break;
  } while (::FindNextFileW(search, &data) != 0);
  ::FindClose(search);
}

bool is_readable(const std::string& path) {
  const Handle file(::CreateFileW(native_path(path).c_str(), GENERIC_READ,
                                  FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                  OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
  return file.is_open();
}

std::uint64_t as_number(const FILETIME& time) noexcept {
  return (std::uint64_t{time.dwHighDateTime} << 32U) | time.dwLowDateTime;
}

/// What a write has left whose process was killed in it.
void remove_leftovers(const std::string& folder) {
  FILETIME now{};
  ::GetSystemTimeAsFileTime(&now);
  for_each_entry(folder, [&](const std::string& name, const WIN32_FIND_DATAW& data) {
    const bool is_part =
        name.starts_with(kPart) && (data.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) == 0;
    if (is_part && as_number(now) - as_number(data.ftLastWriteTime) > kAbandoned) {
      ::DeleteFileW(native_path(folder + name).c_str());
    }
    return true;
  });
}

/// Names of devices, whatever follows the dot.
bool is_device(std::string_view name) {
  std::string word(name.substr(0, name.find('.')));
  for (char& letter : word) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  if (word == "CON" || word == "PRN" || word == "AUX" || word == "NUL") return true;
  return word.size() == 4 && (word.starts_with("COM") || word.starts_with("LPT")) &&
         word[3] >= '0' && word[3] <= '9';
}

/// The folder and those above it.
bool make_folders(const std::string& folder) {
  // Of a path to another machine the first two parts, its name and the share's, are made by nobody.
  std::size_t begin = 1;
  if (folder.starts_with("//")) {
    for (int part = 0; part < 2 && begin < folder.size(); ++part) {
      begin = std::min(folder.find('/', begin + 1), folder.size());
    }
    ++begin;
  }
  for (std::size_t slash = folder.find('/', begin); slash != std::string::npos;
       slash = folder.find('/', slash + 1)) {
    const std::string part = folder.substr(0, slash);
    if (part.ends_with(':') || is_folder(part)) continue;
    if (::CreateDirectoryW(native_path(part).c_str(), nullptr) == 0 &&
        ::GetLastError() != ERROR_ALREADY_EXISTS) {
      return false;
    }
  }
  return true;
}

/// With a `/` behind; empty where the system has none.
std::string known_folder(int id) {
  std::array<wchar_t, MAX_PATH> path{};
  if (FAILED(::SHGetFolderPathW(nullptr, id, nullptr, SHGFP_TYPE_CURRENT, path.data()))) return {};
  std::string folder = to_utf8(path.data());
  std::replace(folder.begin(), folder.end(), '\\', '/');
  return folder + "/";
}

bool write_through(HANDLE file, std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    DWORD written = 0;
    const auto size = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), 1u << 24U));
    if (::WriteFile(file, bytes.data(), size, &written, nullptr) == 0 || written == 0) return false;
    bytes.remove_prefix(written);
  }
  return ::FlushFileBuffers(file) != 0;
}

}  // namespace

void look_into(const std::string& folder, std::string_view ending, std::size_t most,
               std::size_t& entries, std::vector<std::string>& found,
               std::vector<std::string>& folders) {
  for_each_entry(folder, [&](const std::string& name, const WIN32_FIND_DATAW& data) {
    if (entries == 0) return false;
    --entries;
    if (name.starts_with('.')) return true;
    const std::string path = folder + name;
    if ((data.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
      const bool is_link = (data.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;
      if (!is_link) folders.push_back(path + "/");
    } else if (name.ends_with(ending) && found.size() < most && is_readable(path)) {
      found.push_back(path);
    }
    return true;
  });
}

PresetRoots preset_roots() {
  // Steinberg, "Preset Locations", for Windows since Vista.
  PresetRoots roots;
  if (const std::string documents = known_folder(CSIDL_PERSONAL); !documents.empty()) {
    roots.user = documents + "VST3 Presets/";
  }
  for (const int id : {CSIDL_APPDATA, CSIDL_COMMON_APPDATA}) {
    const std::string folder = known_folder(id);
    if (!folder.empty()) roots.shared.push_back(folder + "VST3 Presets/");
  }
  return roots;
}

std::string as_file_name(std::string_view name) {
  std::string made = cleared_name(name, "/\\:*?\"<>|", kMostName);
  return is_device(made) ? "_" + made : made;
}

bool is_folder(const std::string& path) noexcept {
  const DWORD about = ::GetFileAttributesW(native_path(path).c_str());
  return about != INVALID_FILE_ATTRIBUTES && (about & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

bool exists(const std::string& path) noexcept {
  return ::GetFileAttributesW(native_path(path).c_str()) != INVALID_FILE_ATTRIBUTES;
}

Result<FilePart> read_part(const std::string& path, std::uint64_t offset, std::size_t size) {
  if (is_folder(path)) return fail("cannot use " + path + ": it is no file");
  const Handle file(::CreateFileW(native_path(path).c_str(), GENERIC_READ,
                                  FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                  OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!file.is_open()) return failed(path);
  if (::GetFileType(file.get()) != FILE_TYPE_DISK) {
    return fail("cannot use " + path + ": it is no file");
  }
  LARGE_INTEGER whole{};
  if (::GetFileSizeEx(file.get(), &whole) == 0) return failed(path);
  FilePart part;
  part.file_size = static_cast<std::uint64_t>(whole.QuadPart);
  std::string& bytes = part.bytes;
  if (offset >= part.file_size) return part;
  bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(part.file_size - offset, size)));
  LARGE_INTEGER begin{};
  begin.QuadPart = static_cast<LONGLONG>(offset);
  if (::SetFilePointerEx(file.get(), begin, nullptr, FILE_BEGIN) == 0) return failed(path);
  std::size_t done = 0;
  while (done < bytes.size()) {
    DWORD got = 0;
    const auto piece = static_cast<DWORD>(std::min<std::size_t>(bytes.size() - done, 1u << 24U));
    if (::ReadFile(file.get(), bytes.data() + done, piece, &got, nullptr) == 0) return failed(path);
    if (got == 0) break;
    done += got;
  }
  bytes.resize(done);
  return part;
}

Result<void> write_whole_file(const std::string& folder, const std::string& name,
                              std::string_view bytes) {
  if (!make_folders(folder)) return failed(folder);
  remove_leftovers(folder);
  const std::string path = folder + name;
  LARGE_INTEGER ticks{};
  ::QueryPerformanceCounter(&ticks);
  char unique[40];
  std::snprintf(unique, sizeof unique, "%08lx%016llx", ::GetCurrentProcessId(),
                static_cast<unsigned long long>(ticks.QuadPart));
  const std::wstring part = native_path(folder + std::string(kPart) + unique);
  bool is_whole = false;
  {
    const Handle file(::CreateFileW(part.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW,
                                    FILE_ATTRIBUTE_NORMAL, nullptr));
    if (!file.is_open()) return failed(path);
    is_whole = write_through(file.get(), bytes);
  }
  // In place of the older one only once it is whole.
  if (!is_whole || ::MoveFileExW(part.c_str(), native_path(path).c_str(),
                                 MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) == 0) {
    auto error = failed(path);
    ::DeleteFileW(part.c_str());
    return error;
  }
  return {};
}

}  // namespace attacca::core
