// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::clap {

/// The samples of one port. Filled by the host, and a plugin leaves the struct's pointers alone:
/// it writes samples and, on outputs, the constant mask.
struct AudioBuffer {
  /// [channel][frame]; exactly one of data32 and data64 is not null.
  float** data32;
  /// [channel][frame]; used only for ports that declare AudioPortFlags::supports_64bits.
  double** data64;
  std::uint32_t channel_count;
  std::uint32_t latency;  ///< samples from or to the audio device
  /// Set bit n: channel n holds one value throughout. A hint, and the samples are there
  /// nevertheless; on outputs the plugin clears what is no longer true.
  std::uint64_t constant_mask;
};

}  // namespace attacca::clap
