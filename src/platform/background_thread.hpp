// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <thread>

namespace attacca::core {

/// Starts a thread of the framework's: named for people (at most 15 bytes), and with all signals
/// blocked, since they are the host's to handle. Throws std::system_error as std::thread does.
[[nodiscard]] std::thread start_background_thread(const char* name, std::function<void()> body);

}  // namespace attacca::core
