// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::core {

/// Whether this process is an application of AppKit's whose main loop is running: its main thread
/// handles events then, though it may be in the middle of one, outside of its CFRunLoop. Loads
/// nothing. On the main thread. [main]
[[nodiscard]] bool application_runs() noexcept;

}  // namespace attacca::core
