// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/memory_file.hpp"

#include <atomic>
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

}  // namespace attacca::validate
