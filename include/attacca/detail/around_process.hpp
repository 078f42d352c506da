// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What the framework does before and after process() for plugins that ask for it. Not for authors:
// see bypass.hpp.

#include <cstdint>

#include "attacca/audio_layout.hpp"

namespace attacca::core {
class ChannelRouter;
}

namespace attacca::detail {

/// Sees each piece of a block before the plugin does and after. Only plugins that use one are
/// linked with it.
class AroundProcess {
 public:
  AroundProcess() = default;
  virtual ~AroundProcess() = default;
  AroundProcess(const AroundProcess&) = delete;
  AroundProcess& operator=(const AroundProcess&) = delete;

  /// What holds until the next activation: `latency` in samples. While inactive. [main]
  virtual void allocate(const AudioLayout& layout, const BufferConfig& config,
                        std::uint32_t latency, bool takes_doubles) = 0;
  /// Forgets the past. [audio, or main while inactive]
  virtual void reset() noexcept = 0;

  /// Frames [from, from + frames) of the piece that `channels` has laid out: the main channels hold
  /// the input, then what the plugin made of it. [audio]
  virtual void before(const core::ChannelRouter& channels, std::uint32_t from,
                      std::uint32_t frames) noexcept = 0;
  virtual void after(const core::ChannelRouter& channels, std::uint32_t from,
                     std::uint32_t frames) noexcept = 0;
};

}  // namespace attacca::detail
