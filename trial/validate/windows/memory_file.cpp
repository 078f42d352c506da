// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/memory_file.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>

#include <fcntl.h>
#include <io.h>
#include <windows.h>

namespace attacca::validate {

int open_memory_file() {
  static std::atomic<unsigned> number{0};
  std::error_code error;
  const std::filesystem::path path =
      std::filesystem::temp_directory_path(error) /
      ("attacca-" + std::to_string(GetCurrentProcessId()) + "-" + std::to_string(++number));
  SECURITY_ATTRIBUTES attributes{sizeof(SECURITY_ATTRIBUTES), nullptr, FALSE};
  const HANDLE file =
      CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE | DELETE,
                  FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, &attributes, CREATE_NEW,
                  FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, nullptr);
  if (file == INVALID_HANDLE_VALUE) return -1;
  return _open_osfhandle(reinterpret_cast<intptr_t>(file), _O_BINARY | _O_RDWR);
}

std::size_t size_of(int memory) {
  LARGE_INTEGER size{};
  const auto file = reinterpret_cast<HANDLE>(_get_osfhandle(memory));
  return GetFileSizeEx(file, &size) != 0 ? static_cast<std::size_t>(size.QuadPart) : 0;
}

std::string bytes_at(int memory, std::size_t offset, std::size_t length) {
  std::string bytes(length, '\0');
  // A handle with a place of its own: reading moves it, and whoever writes goes by the other one.
  const HANDLE file = ReOpenFile(reinterpret_cast<HANDLE>(_get_osfhandle(memory)), GENERIC_READ,
                                 FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, 0);
  if (file == INVALID_HANDLE_VALUE) return {};
  OVERLAPPED from{};
  from.Offset = static_cast<DWORD>(offset);
  from.OffsetHigh = static_cast<DWORD>(std::uint64_t{offset} >> 32U);
  DWORD count = 0;
  if (ReadFile(file, bytes.data(), static_cast<DWORD>(length), &count, &from) == 0) count = 0;
  CloseHandle(file);
  bytes.resize(count);
  return bytes;
}

}  // namespace attacca::validate
