// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "tests/products/parlando/conductor/say_no_more.hpp"

#include <winsock2.h>

namespace parlando::test {

void say_no_more(const LocalStream& stream) {
  ::shutdown(static_cast<SOCKET>(stream.native()), SD_SEND);
}

}  // namespace parlando::test
