// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "parlando/probe/performance.hpp"

namespace parlando::probe {

/// Where an instrument comes from.
struct InstrumentPlugin {
  std::string plugin;           ///< VST3 or CLAP, as `attacca run` takes it: a path, or path#ID
  std::filesystem::path state;  ///< loaded first, as `attacca run --save-state` wrote it; or empty
};

/// Plays to a new instance of it in our headless host each time: `attacca` is run as a program, so
/// that a plugin that crashes ends nothing here. [main] Errors: there is no such program (the one
/// beside `own_path`, else in $PATH); what it says; a recording that cannot be read.
[[nodiscard]] Render render_with(const InstrumentPlugin& instrument,
                                 const std::filesystem::path& own_path);

}  // namespace parlando::probe
