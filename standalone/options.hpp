// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::standalone {

enum class Backend : std::uint8_t { automatic, jack, pulse, alsa, dummy };

/// What the program was called with.
struct Options {
  std::string plugin;           ///< id; empty: the first one
  std::string layout;           ///< name or number; empty: the plugin's first one
  bool layout_is_kept = false;  ///< from the usual settings, which may be another plugin's
  Backend backend = Backend::automatic;
  double sample_rate = 48000.0;
  std::uint32_t period = 512;
  std::string input_device;
  std::string output_device;
  std::vector<std::string> midi_inputs;
  std::vector<std::string> midi_outputs;
  std::vector<std::string> jack_inputs;
  std::vector<std::string> jack_outputs;
  std::string client_name;  ///< empty: the plugin's name
  double dpi_scale = 1.0;
  bool has_editor = true;
  double tempo = 120.0;
  std::int32_t numerator = 4;
  std::int32_t denominator = 4;
  std::optional<std::string> track_name;
  std::optional<std::string> track_color;
  std::string wav_in;   ///< a recording to hear in place of the device; empty: none
  std::string wav_out;  ///< where to record what is played; empty: nowhere
  std::string state;    ///< a file; empty: the usual place
  bool keeps_state = true;
  std::optional<double> seconds;  ///< until it ends by itself
  bool lists_plugins = false;
  bool lists_devices = false;
  bool lists_layouts = false;
};

/// Reads the command line, and the file of settings for what is not in it: `settings`, unless the
/// command line names another one; empty: none. A usual file that cannot be understood is said and
/// passed over. Nothing: everything has been said (--help), or what was wrong; `exit_code` is 0, 1
/// or 2. [main]
[[nodiscard]] std::optional<Options> read_options(int argc, const char* const* argv,
                                                  const std::string& plugin_name,
                                                  const std::string& settings, int& exit_code);

}  // namespace attacca::standalone
