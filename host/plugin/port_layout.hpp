// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace attacca::host {

/// One audio port (CLAP) or bus (VST3).
struct PortInfo {
  std::uint32_t id = 0;  ///< CLAP port id; VST3: the bus index.
  std::string name;
  std::uint32_t channel_count = 0;
  bool is_main = false;
  /// An input that may share memory with the output port of the same index: a CLAP port says so, a
  /// VST3 bus always may.
  bool is_in_place = false;
};

/// The audio ports of an instance, main ports first.
struct PortLayout {
  std::vector<PortInfo> inputs;
  std::vector<PortInfo> outputs;
  std::uint32_t note_inputs = 0;
  std::uint32_t note_outputs = 0;
};

}  // namespace attacca::host
