// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

namespace attacca::package {

/// Which process of which machine this is, in a line that another one can look up: host name,
/// process number, and when the process began. [main]
std::string maker_note();

/// Whether the process of a note may still be at work: it is one of another machine, or one that
/// runs here. False for a process of this machine that has ended. An unreadable note counts as one
/// of another machine. [main]
bool may_be_at_work(const std::string& note);

}  // namespace attacca::package
