// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/terminal_columns.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

namespace attacca::trial {

std::optional<std::size_t> terminal_columns() noexcept {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return size.ws_col;
}

}  // namespace attacca::trial
