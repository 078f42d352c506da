// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

// What the library `offender` exports: functions that do what has no place on the audio thread, and
// functions that bring a process down. A test loads it as a host loads a plugin.
namespace attacca::host::test {

struct Action {
  const char* function;  ///< Its name.
  const char* kind;      ///< As name_of(RealtimeOffenceKind) says; null: it is no offence.
  int line;              ///< Of the call in offender.cpp.
  void (*run)();
};

struct Actions {
  const Action* first;
  std::size_t count;
};

/// `offender_actions`
using OffenderActions = Actions (*)();

}  // namespace attacca::host::test
