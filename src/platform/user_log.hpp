// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

namespace attacca::core {

/// A log that is written without being asked for by the environment, since programs that are not
/// started by a shell have none of the user's: ~/Library/Logs/attacca.log under macOS, once the
/// user has made that file. Empty: there is none, as under Linux and Windows ever. [not audio]
[[nodiscard]] std::string user_log();

}  // namespace attacca::core
