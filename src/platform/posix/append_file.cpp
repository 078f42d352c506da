// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/append_file.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace attacca::core {

AppendFile::AppendFile(const char* path) noexcept
    : descriptor_(::open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644)) {}

AppendFile AppendFile::standard_error() noexcept {
  AppendFile file;
  file.descriptor_ = STDERR_FILENO;
  return file;
}

void AppendFile::append(std::string_view bytes) const noexcept {
  // One write to a file opened for appending: lines of several processes do not mix.
  [[maybe_unused]] const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
}

}  // namespace attacca::core
