// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "parlando/net/local_socket.hpp"

namespace parlando::test {

/// Closes the one half of a stream, as `nc -N` does.
void say_no_more(const LocalStream& stream);

}  // namespace parlando::test
