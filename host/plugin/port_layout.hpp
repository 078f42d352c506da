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
  bool takes_doubles = false;  ///< CLAP: 64-bit samples. VST3 says so of the whole plugin.
};

/// One note port (CLAP) or event bus (VST3).
struct NotePortInfo {
  std::string name;
  bool takes_notes = true;     ///< Notes and expressions in the format's own form.
  bool takes_midi = false;     ///< MIDI 1. Of VST3: it maps controllers to parameters.
  bool prefers_midi = false;   ///< What notes are best sent as.
  std::int32_t channels = 16;  ///< VST3; 16 in CLAP.
};

/// One of the layouts that a plugin lists (CLAP); VST3 has no such list.
struct ListedLayout {
  std::uint32_t id = 0;  ///< the plugin's
  std::string name;      ///< UTF-8
  std::uint32_t main_inputs = 0;
  std::uint32_t main_outputs = 0;  ///< channels; 0: no such port
};

/// The ports of an instance; main audio ports first.
struct PortLayout {
  std::vector<PortInfo> inputs;
  std::vector<PortInfo> outputs;
  std::vector<NotePortInfo> note_inputs;
  std::vector<NotePortInfo> note_outputs;
};

}  // namespace attacca::host
