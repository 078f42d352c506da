// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/flags.hpp"
#include "abi/clap/id.hpp"
#include "abi/clap/string_sizes.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtNotePorts[] = "clap.note-ports";

/// The dialects that notes can be written in.
enum class NoteDialect : std::uint32_t {
  clap = 1u << 0,      ///< EventNote and EventNoteExpression
  midi = 1u << 1,      ///< EventMidi
  midi_mpe = 1u << 2,  ///< EventMidi, as MPE
  midi2 = 1u << 3,     ///< EventMidi2
};
template <>
inline constexpr bool kIsFlags<NoteDialect> = true;

/// One note port. Filled by the plugin.
struct NotePortInfo {
  Id id;  ///< stays the same for ever, unique within its direction
  NoteDialect supported_dialects;
  NoteDialect preferred_dialect;  ///< exactly one of the supported ones
  char name[kNameSize];
};

/// Lists the note ports. Filled by the plugin; a plugin without it has none. The list changes
/// only while the plugin is inactive.
struct PluginNotePorts {
  using Owner = Plugin;
  static constexpr const char* kId = kExtNotePorts;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main]
  std::uint32_t (*count)(const Plugin* plugin, bool is_input);
  /// Fills `info`; false if there is no such index. [main]
  bool (*get)(const Plugin* plugin, std::uint32_t index, bool is_input, NotePortInfo* info);
};

enum class NotePortsRescanFlags : std::uint32_t {
  all = 1u << 0,  ///< only while inactive
  names = 1u << 1,
};
template <>
inline constexpr bool kIsFlags<NotePortsRescanFlags> = true;

/// Filled by the host.
struct HostNotePorts {
  using Owner = Host;
  static constexpr const char* kId = kExtNotePorts;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main]
  NoteDialect (*supported_dialects)(const Host* host);
  /// The host reads the ports again. [main], for all [main; inactive]
  void (*rescan)(const Host* host, NotePortsRescanFlags flags);
};

}  // namespace attacca::clap
