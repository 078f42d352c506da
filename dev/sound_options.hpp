// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>

#include "standalone/options.hpp"

namespace attacca::dev {

/// What is played to the plugin, where it is heard, and what it is told.
struct SoundOptions {
  standalone::Backend backend = standalone::Backend::automatic;
  double sample_rate = 48000.0;  ///< Hz; JACK has its own
  std::uint32_t period = 512;    ///< frames; JACK has its own
  std::string output_device;     ///< of PulseAudio or ALSA, by name; empty: the usual one
  std::string input_device;      ///< likewise, for `input` "live"
  std::string input = "noise";   ///< a file, a signal of trial::test_signal(), or "live"
  std::string midi;              ///< a file, "none"; empty: the built-in phrase for instruments
  std::string output;            ///< where to record what is heard; empty: nowhere
  double tempo = 120.0;          ///< quarter notes per minute
  std::string track_name = "Track 1";
  std::string track_color;  ///< #rrggbb; empty: none
  bool has_editor = true;
  double scale = 1.0;
};

}  // namespace attacca::dev
