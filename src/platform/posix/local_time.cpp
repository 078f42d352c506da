// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/local_time.hpp"

namespace attacca::core {

std::tm local_time(std::time_t time) noexcept {
  std::tm parts{};
  ::localtime_r(&time, &parts);
  return parts;
}

}  // namespace attacca::core
