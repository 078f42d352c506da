// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "host/plugin/callback_visitor.hpp"
#include "host/plugin/note_event.hpp"
#include "host/plugin/parameter.hpp"
#include "host/plugin/transport.hpp"

namespace attacca::host {

/// The channels of one port during one block: 32-bit float samples, or 64-bit ones for plugins that
/// play them.
struct PortBuffers {
  std::span<float* const> channels;  ///< Each with at least ProcessBlock::frames samples.
  /// Bit n: channel n holds nothing but zeros. Of outputs, what the plugin said: CLAP's mask marks
  /// channels that hold one value.
  std::uint64_t silent_channels = 0;
  /// Instead of `channels`, where PluginInstance::plays_doubles().
  std::span<double* const> doubles = {};

  [[nodiscard]] std::size_t count() const noexcept {
    return doubles.empty() ? channels.size() : doubles.size();
  }
};

/// All that a plugin is given for one callback. The engine owns the memory.
struct ProcessBlock {
  std::uint32_t frames = 0;              ///< 0..max_frames; 0 only passes parameters.
  std::span<const PortBuffers> inputs;   ///< One per input port of the layout.
  std::span<PortBuffers> outputs;        ///< One per output port of the layout.
  std::span<const ParameterEdit> edits;  ///< Sorted by frame.
  std::span<const NoteEvent> notes;      ///< Sorted by frame; for plugins with a note input.
  const Transport* transport = nullptr;  ///< May be null.
  std::int64_t steady_frames = 0;        ///< Frames since start; never jumps.
  CallbackVisitor* visitor = nullptr;    ///< Comes by inside the callback; may be null.
  std::uint64_t visited_ns = 0;          ///< Out: how long the visitor stayed.
  std::uint64_t deadline_ns = 0;  ///< CLOCK_MONOTONIC time by which it must be done; 0: none.
};

enum class ProcessStatus : std::uint8_t { error, continue_, continue_if_not_quiet, tail, sleep };

}  // namespace attacca::host
