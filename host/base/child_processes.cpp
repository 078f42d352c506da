// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/child_processes.hpp"

#include "text/printable.hpp"

namespace attacca::host {

std::string text_of(const std::vector<ChildProcess>& processes) {
  std::string text;
  for (const ChildProcess& process : processes) {
    text += (text.empty() ? "" : ", ") + text::printable(process.name) + " (process " +
            std::to_string(process.id) + ")";
  }
  return text;
}

}  // namespace attacca::host
