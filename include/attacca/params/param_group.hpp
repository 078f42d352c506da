// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Parameters that belong together, as hosts show them: a folder in a list.
//
//     for (const attacca::ParamGroup* group : context.params().groups()) {
//       show_heading(group->path);  // "Operator 1/Envelope"
//     }
//
// Any thread: groups are fixed once the plugin is made. A ParamScope makes them.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace attacca {

/// One group; lives as long as the plugin. UTF-8.
struct ParamGroup {
  const ParamGroup* parent = nullptr;  ///< null: it is at the top
  std::string_view name;               ///< "Operator 1"
  std::string_view path;               ///< names from the top on, "Operator 1/Envelope"
  std::string_view key;                ///< ids from the top on, "op1/env": unique in the plugin
  std::string_view prefix;             ///< what the ids of its parameters begin with: "op1_env_"
  std::uint32_t stable_id = 0;         ///< 31 bits of a hash of `key`, never 0
  std::size_t index = 0;               ///< in ParamSet::groups()
};

}  // namespace attacca
