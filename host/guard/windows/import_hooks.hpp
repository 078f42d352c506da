// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "host/guard/realtime_offences.hpp"

namespace attacca::host {

/// A function that plugins import and that takes unbounded time.
struct WatchedImport {
  const char* name;
  RealtimeOffenceKind kind;
};

/// Those that are known, by their names in any DLL; nothing with another name. [any]
[[nodiscard]] const WatchedImport* find_watched_import(const char* name) noexcept;

/// Has the calls of a loaded module into others, as its import table lists them, pass through the
/// real-time guard. Repeating it is harmless. Source: Microsoft, "PE Format". [main]
void watch_imports(void* module);

/// The same for every module of this process that is not this program and not one of the system's,
/// nor watched already: a plugin with the DLLs that it brings. [main]
void watch_all_imports();

}  // namespace attacca::host
