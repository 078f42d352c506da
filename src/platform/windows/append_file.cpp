// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/append_file.hpp"

#include <cstdint>

#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include "platform/windows/utf16.hpp"

namespace attacca::core {

AppendFile::AppendFile(const char* path) noexcept {
  // Without the right to write anywhere else each write is an appending one: lines of several
  // processes do not mix.
  const HANDLE file = ::CreateFileW(native_path(path).c_str(), FILE_APPEND_DATA | SYNCHRONIZE,
                                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                    OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return;
  descriptor_ = ::_open_osfhandle(reinterpret_cast<std::intptr_t>(file), _O_APPEND | _O_BINARY);
  if (descriptor_ < 0) ::CloseHandle(file);
}

AppendFile AppendFile::standard_error() noexcept {
  AppendFile file;
  file.descriptor_ = 2;
  return file;
}

void AppendFile::append(std::string_view bytes) const noexcept {
  // Descriptor 2 may be none: programs with windows have no standard streams.
  const HANDLE file = descriptor_ == 2 ? ::GetStdHandle(STD_ERROR_HANDLE)
                                       : reinterpret_cast<HANDLE>(::_get_osfhandle(descriptor_));
  if (file == nullptr || file == INVALID_HANDLE_VALUE) return;
  DWORD written = 0;
  ::WriteFile(file, bytes.data(), static_cast<DWORD>(bytes.size()), &written, nullptr);
}

}  // namespace attacca::core
