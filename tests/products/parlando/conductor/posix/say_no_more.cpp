// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "tests/products/parlando/conductor/say_no_more.hpp"

#include <sys/socket.h>

namespace parlando::test {

void say_no_more(const LocalStream& stream) {
  ::shutdown(static_cast<int>(stream.native()), SHUT_WR);
}

}  // namespace parlando::test
