// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "abi/clap/id.hpp"
#include "abi/clap/string_sizes.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtRemoteControls[] = "clap.remote-controls/2";
inline constexpr char kExtRemoteControlsCompat[] = "clap.remote-controls.draft/2";

/// Parameters on one page.
inline constexpr std::size_t kRemoteControlsCount = 8;

/// One page of parameters for a row of hardware knobs. Filled by the plugin.
struct RemoteControlsPage {
  char section_name[kNameSize];
  Id page_id;
  char page_name[kNameSize];
  Id param_ids[kRemoteControlsCount];  ///< kInvalidId leaves a knob free
  bool is_for_preset;                  ///< belongs to the present preset, not to the device
};

/// Filled by the plugin.
struct PluginRemoteControls {
  using Owner = Plugin;
  static constexpr const char* kId = kExtRemoteControls;
  static constexpr std::array<const char*, 1> kCompatIds{kExtRemoteControlsCompat};

  /// [main]
  std::uint32_t (*count)(const Plugin* plugin);
  /// Fills `page`; false if there is no such index. [main]
  bool (*get)(const Plugin* plugin, std::uint32_t page_index, RemoteControlsPage* page);
};

/// Filled by the host.
struct HostRemoteControls {
  using Owner = Host;
  static constexpr const char* kId = kExtRemoteControls;
  static constexpr std::array<const char*, 1> kCompatIds{kExtRemoteControlsCompat};

  /// The host reads the pages again. [main]
  void (*changed)(const Host* host);
  /// The page that fits what the user looks at in the plugin's window. [main]
  void (*suggest_page)(const Host* host, Id page_id);
};

}  // namespace attacca::clap
