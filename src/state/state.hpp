// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "attacca/params/param_set.hpp"
#include "attacca/plugin_info.hpp"
#include "attacca/state/state_context.hpp"
#include "state/field_store.hpp"

namespace attacca::core {

/// The newest version of the state's format that this code writes and reads.
inline constexpr int kStateVersion = 1;

/// The values of all parameters but read-only ones as JSON:
///
///     {"format": "attacca-state", "version": 1, "plugin": "<id>", "params": {"gain": -6.0, …}}
///
/// Values are plain, switches are booleans, values of an enum are their ids. Each number is the
/// shortest that leads back to the very same normalized value, where there is one. Behind them
/// "state_version", where it is not 1, "from_preset", where that is not empty, and "fields", where
/// there are any. [not audio]
[[nodiscard]] std::string write_state(const PluginInfo& plugin, const ParamSet& params,
                                      const FieldStore* fields, StateContext context,
                                      std::string_view from_preset = {});

/// What a state holds.
struct ReadState {
  unsigned state_version = 1;  ///< PluginInfo::state_version of who saved it
  std::string from_preset;     ///< Preset::id of the one that was loaded last; empty: none
  std::vector<double> values;  ///< normalized, by index; what is missing has its default
  /// What was left, each in a few words: values without a parameter or of a kind that this version
  /// of the plugin does not know. At most kMaxLeftNamed of them; `left_count` counts all.
  std::vector<std::string> left;
  std::size_t left_count = 0;

  void leave(std::string what);
};
inline constexpr std::size_t kMaxLeftNamed = 16;

/// The values that `bytes` hold; parameters that it lacks, or that are read-only, have their
/// default. White space and zero bytes at the end are ignored, and so are keys that nobody knows.
/// A later version of the plugin, or of the state's format, may have written it: what is not known
/// here is left. (A format that older plugins must not read will have another name.) Errors: empty,
/// too long (base/limits.hpp), truncated or damaged, a key twice, not ours, for another plugin.
/// `fields` gets what the state says of fields; null: the plugin has none.
/// [not audio]
[[nodiscard]] Result<ReadState> read_state(std::string_view bytes, const PluginInfo& plugin,
                                           const ParamSet& params, JsonEvents* fields);

/// `bytes` without what may stand around a text: a byte order mark, white space and zeros at the
/// end. [any]
[[nodiscard]] std::string_view state_text(std::string_view bytes) noexcept;

/// The message of a load that failed. [not audio]
[[nodiscard]] Error cannot_load(std::string_view why, std::string_view what_to_do);

}  // namespace attacca::core
