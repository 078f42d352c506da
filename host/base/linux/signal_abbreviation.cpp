// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/signal_abbreviation.hpp"

#include <string.h>

namespace attacca::host {

std::string signal_abbreviation(int signal) {
  const char* const name = sigabbrev_np(signal);
  return name != nullptr ? name : "";
}

}  // namespace attacca::host
