// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "mcp/protocol/tool.hpp"

namespace attacca::mcp {

/// Serves on the standard input and output until the input or the reader of the output ends, or a
/// signal asks for the end; calls that still run are ended then. Once in a process: signals that
/// would end it are taken over from here on. [main]
void serve_standard_streams(Offer offer);

}  // namespace attacca::mcp
