// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>

namespace attacca::clap {

struct Plugin;

inline constexpr char kExtGainAdjustmentMetering[] = "clap.gain-adjustment-metering/0";

/// How much a compressor or gate turns down at the moment, for the host's meters. Filled by the
/// plugin. A draft: may change under a new revision number.
struct PluginGainAdjustmentMetering {
  using Owner = Plugin;
  static constexpr const char* kId = kExtGainAdjustmentMetering;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// In dB: below 0 reduction, above 0 expansion. [audio]
  double (*get)(const Plugin* plugin);
};

}  // namespace attacca::clap
