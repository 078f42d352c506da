// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

namespace attacca::mcp {

/// The standard input, until it ends or somebody asks the program to end (SIGTERM, SIGINT, SIGHUP;
/// Ctrl-C and a console that is closed): so no call is left behind. One in a process. [main]
class StandardInput {
 public:
  /// From here on what would end the program ends its input instead.
  StandardInput();

  /// Waits, and adds what has come to `text`. False: that was all; after a signal `text` is empty.
  bool read(std::string& text);

 private:
  int wake_ = -1;  // what a signal makes readable, where there is such a thing
};

}  // namespace attacca::mcp
