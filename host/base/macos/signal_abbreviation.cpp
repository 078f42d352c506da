// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/signal_abbreviation.hpp"

#include <algorithm>

#include <signal.h>

namespace attacca::host {

std::string signal_abbreviation(int signal) {
  if (signal <= 0 || signal >= NSIG || sys_signame[signal] == nullptr) return {};
  std::string name = sys_signame[signal];  // in small letters
  std::transform(name.begin(), name.end(), name.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  return name;
}

}  // namespace attacca::host
