// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How 64 bit samples reach a plugin that takes them. Not for authors: see double_precision.hpp.

#include <cstdint>
#include <memory>

#include "attacca/double_precision.hpp"

namespace attacca::core {
class ChannelRouter;
}

namespace attacca::detail {

/// Lays out pieces of a block as 64 bit samples and hands them to the plugin. Only plugins that
/// offer them are linked with an implementation.
class DoublePath {
 public:
  DoublePath() = default;
  virtual ~DoublePath() = default;
  DoublePath(const DoublePath&) = delete;
  DoublePath& operator=(const DoublePath&) = delete;

  /// For the layout that `channels` has been allocated for. While inactive. [main]
  virtual void allocate(const core::ChannelRouter& channels) = 0;
  /// Frames [from, from + frames) of the piece that `channels` has laid out. [audio]
  virtual ProcessStatus process(const core::ChannelRouter& channels, std::uint32_t from,
                                std::uint32_t frames, ProcessContext& context) noexcept = 0;
};

/// `plugin` outlives it. [main]
[[nodiscard]] std::unique_ptr<DoublePath> make_double_path(DoublePrecision& plugin);

}  // namespace attacca::detail
