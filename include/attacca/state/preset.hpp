// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The presets that a plugin comes with. attacca_add_plugin(… PRESETS presets/*.json) puts the files
// into the binary; hosts list them, and so can an editor:
//
//     for (const attacca::Preset& preset : context.factory_presets()) list(preset.name);
//     auto loaded = context.load_state(chosen.state, attacca::StateContext::preset);
//
// Presets in files are listed by context.preset_files(), where the plugin asks for them.
//
// Plain data, any thread. A preset's file is a state with a "preset" that names it
// (docs/presets.md).

#include <span>
#include <string>
#include <string_view>

namespace attacca {

/// A preset in the plugin's binary, whose texts live as long as that. UTF-8.
struct Preset {
  std::string_view id;  ///< the name of its file, without the ending; unique in the plugin
  std::string_view name;
  std::string_view creator;                    ///< or empty
  std::string_view description;                ///< or empty
  std::span<const std::string_view> features;  ///< words to search by, such as "pad"
  std::string_view state;                      ///< its file
};

/// A preset in a file of its own, which the user has saved or a package has installed. UTF-8.
struct PresetFile {
  std::string name;         ///< of the file, without its ending
  std::string path;         ///< absolute
  bool is_factory = false;  ///< it is installed for everybody
};

}  // namespace attacca
