// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <unistd.h>

#include "host/load/scan_process.hpp"

namespace attacca::host {

void send_to_scanner(int channel, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(channel, bytes.data(), bytes.size());
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace attacca::host
