// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Which ports a plugin has, and what holds while it is active. A plugin lists the layouts it can
// run with, best first, and learns in initialize() which one the host chose:
//
//     static constexpr attacca::AuxPort kKey[] = {{.name = "Key", .channels = 2}};
//     static constexpr attacca::AudioLayout kLayouts[] = {
//         {.main_inputs = 2, .main_outputs = 2, .aux_inputs = kKey, .name = "Stereo"}};
//     std::span<const attacca::AudioLayout> layouts() const noexcept override { return kLayouts; }
//
// Plain data, asked for once on the main thread; what it points to has static storage.

#include <cstdint>
#include <span>
#include <string_view>

#include "attacca/channels.hpp"

namespace attacca {

/// A further input (sidechain) or output beside the main ones.
struct AuxPort {
  std::string_view name;
  Channels channels = 0;
};

/// One arrangement of ports that a plugin can run with. A plugin lists what it supports in order
/// of preference; the first is the default. Names are UTF-8; channels are 0 (no such port) or more,
/// as a number or a set of speakers. Hosts may choose another layout whenever the plugin is
/// inactive.
struct AudioLayout {
  Channels main_inputs = 0;
  Channels main_outputs = 0;
  std::span<const AuxPort> aux_inputs = {};
  std::span<const AuxPort> aux_outputs = {};
  std::string_view name = {};  ///< made from the numbers of channels where there is none
  std::string_view main_input_name = "Input";
  std::string_view main_output_name = "Output";
};

/// How the host is running us.
enum class ProcessMode : std::uint8_t {
  realtime,  ///< for ears, now
  buffered,  ///< ahead of time, at an uneven pace
  offline,   ///< a bounce: quality before speed
};

/// What holds from activation to deactivation.
struct BufferConfig {
  double sample_rate = 48000.0;          ///< Hz
  std::uint32_t max_block_frames = 512;  ///< no block is longer
  std::uint32_t min_block_frames = 0;    ///< blocks may be shorter than this at parameter changes
  ProcessMode mode = ProcessMode::realtime;
};

}  // namespace attacca
