// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "attacca/params/param_set.hpp"

namespace attacca::core {

/// The newest version of the state's format that this code writes and reads.
inline constexpr int kStateVersion = 1;

/// The values of all parameters but read-only ones as JSON:
///
///     {"format": "attacca-state", "version": 1, "plugin": "<id>", "params": {"gain": -6.0, …}}
///
/// Values are plain, switches are booleans. Each number is the shortest that leads back to the very
/// same normalized value, where there is one. [not audio]
[[nodiscard]] std::string write_state(std::string_view plugin_id, const ParamSet& params);

/// The normalized values that `bytes` hold, by index; parameters that it lacks, or that are
/// read-only, have their default. White space and zero bytes at the end are ignored, and so are
/// keys that nobody knows. Errors: empty, too long (base/limits.hpp), truncated or damaged, a key
/// twice, not ours, for another plugin, from a newer version, a value of the wrong kind. [not
/// audio]
[[nodiscard]] Result<std::vector<double>> read_state(std::string_view bytes,
                                                     std::string_view plugin_id,
                                                     const ParamSet& params);

}  // namespace attacca::core
