// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/note_event.hpp"

#include <cstddef>

namespace attacca::host {

const char* name_of(NoteEventKind kind) noexcept {
  constexpr std::array kNames = {"note on",    "note off",   "choke", "note end",
                                 "expression", "modulation", "midi",  "sysex"};
  return kNames[static_cast<std::size_t>(kind)];
}

const char* name_of(NoteExpression expression) noexcept {
  constexpr std::array kNames = {"volume",     "pan",        "tuning",  "vibrato",
                                 "expression", "brightness", "pressure"};
  return kNames[static_cast<std::size_t>(expression)];
}

}  // namespace attacca::host
