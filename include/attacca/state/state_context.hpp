// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What a state is saved or loaded for, where the host says so:
//
//     attacca::Field<std::string> notes_{fields(), {.id = "notes", .in_presets = false}};
//     attacca::Result<std::string> preset = context.save_state(attacca::StateContext::preset);
//
// Plain data, any thread. A host that says nothing means a project.

#include <cstdint>

namespace attacca {

/// Every state can be loaded for each of them, whatever it was saved for.
enum class StateContext : std::uint8_t {
  project,    ///< to be there again when the project is opened
  preset,     ///< to be used elsewhere
  duplicate,  ///< for a copy of this instance, in the same project
};

}  // namespace attacca
