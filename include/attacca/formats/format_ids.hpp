// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

namespace attacca {

/// Opt-in for plugins that must keep the ids of an earlier release: a plugin class declares it as
/// `static constexpr FormatIds format_ids`. What is left empty is derived from PluginInfo::id.
struct FormatIds {
  std::string_view clap_id = {};        ///< the descriptor's id
  std::string_view vst3_class_id = {};  ///< 32 hex digits, as hosts print it
};

}  // namespace attacca
