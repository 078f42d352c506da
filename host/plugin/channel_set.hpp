// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// What the channels of a port are.
struct ChannelSet {
  std::uint32_t count = 0;
  /// Bit n: the speaker that CLAP's SurroundChannel numbers n, the channels in this order; 0: not
  /// said.
  std::uint64_t speakers = 0;
  std::optional<std::uint32_t> ambisonic_order;  ///< ACN and SN3D
};

/// "mono", "stereo", "quad", "5.1", "7.1", "5.1.4", "7.1.2", "7.1.4", "ambix1" to "ambix7", or a
/// number of channels. [any] Errors: another word, with the list of these.
[[nodiscard]] Result<ChannelSet> read_channel_set(std::string_view word);

}  // namespace attacca::host
