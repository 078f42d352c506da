// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/user_log.hpp"

namespace attacca::core {

std::string user_log() {
  return {};
}

}  // namespace attacca::core
