// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::trial {

/// The plugins of a track as the command line has them: "A.clap -> B.vst3#ID -> C.clap", or one
/// alone. An arrow does not count where a file has that very name. [main]
/// Errors: nothing before, behind or between arrows.
[[nodiscard]] Result<std::vector<std::string>> plugins_of_track(const std::string& text);

/// From one track to another, both counted from 0.
struct NoteRoute {
  std::size_t from = 0;
  std::size_t to = 0;
};

/// Reads "FROM -> TO"; each is a track's name, or its number from 1. [any]
/// Errors: no arrow or several; no such track, with those that there are; several of that name;
/// from a track to itself.
[[nodiscard]] Result<NoteRoute> note_route(const std::string& text,
                                           std::span<const std::string> names);

}  // namespace attacca::trial
