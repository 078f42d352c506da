// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>

namespace attacca::host {

using ParameterId = std::uint32_t;

/// One parameter as the plugin declares it. All values of the host's interface are plain: what
/// VST3 normalises is converted at the border.
struct ParameterInfo {
  ParameterId id = 0;
  std::string name;
  std::string module;  ///< CLAP module path or VST3 unit name; empty at the root.
  std::string unit;
  double minimum = 0.0;
  double maximum = 1.0;
  double default_value = 0.0;
  std::int32_t step_count = 0;  ///< 0 = continuous, n = n + 1 states.
  bool is_automatable = false;
  bool is_read_only = false;  ///< An output of the plugin, such as a meter.
  bool is_bypass = false;
  bool is_hidden = false;
  bool is_stepped = false;
  bool is_program_change = false;  ///< Selects a program, which changes other parameters. VST3.
  /// How a MIDI controller reaches the plugin, which is no parameter to people. VST3.
  bool is_midi_controller = false;
};

/// A change that the host asks for inside one block.
struct ParameterEdit {
  std::uint32_t frame = 0;  ///< Offset within the block.
  ParameterId id = 0;
  double value = 0.0;       ///< Plain.
  double normalized = 0.0;  ///< 0..1; what VST3 is sent. Filled by PluginInstance::edit().
};

enum class ReportKind : std::uint8_t { begin_gesture, value, end_gesture };

/// A change that the plugin made itself: its editor, its processing, a loaded state.
struct ParameterReport {
  ReportKind kind = ReportKind::value;
  ParameterId id = 0;
  double value = 0.0;       ///< Plain.
  double normalized = 0.0;  ///< The same as 0..1 of the range, with no rounding by the plugin.
  bool from_audio = false;
  /// With `from_audio`: the process() call that reported it, counted from 1 for each instance, and
  /// when that call began (CLOCK_MONOTONIC, ns). 0: not known, as the queue was full on the way.
  std::uint64_t callback = 0;
  std::uint64_t callback_began_ns = 0;
};

}  // namespace attacca::host
