// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Ids of an earlier release, kept. Only for a plugin that shipped before with another framework;
// all others get their ids from PluginInfo::id.
//
//     static constexpr attacca::FormatIds format_ids{
//         .clap_id = "com.example.old-gain",
//         .vst3_class_id = "0123456789ABCDEF0123456789ABCDEF"};
//
// Plain data, a static member of the plugin class. A class id that is not 32 hex digits is
// a compile error.

#include <string_view>

namespace attacca {

/// Opt-in for plugins that must keep the ids of an earlier release: a plugin class declares it as
/// `static constexpr FormatIds format_ids`. What is left empty is derived from PluginInfo::id.
struct FormatIds {
  std::string_view clap_id = {};        ///< the descriptor's id
  std::string_view vst3_class_id = {};  ///< 32 hex digits, as hosts print it
};

}  // namespace attacca
