// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtAmbisonic[] = "clap.ambisonic/3";
inline constexpr char kExtAmbisonicCompat[] = "clap.ambisonic.draft/3";

enum class AmbisonicOrdering : std::uint32_t { fuma = 0, acn = 1 };

enum class AmbisonicNormalization : std::uint32_t {
  maxn = 0,
  sn3d = 1,
  n3d = 2,
  sn2d = 3,
  n2d = 4,
};

/// How the channels of an ambisonic port are to be read. Filled by either side.
struct AmbisonicConfig {
  AmbisonicOrdering ordering;
  AmbisonicNormalization normalization;
};

/// For ports of type kPortAmbisonic. Filled by the plugin.
struct PluginAmbisonic {
  using Owner = Plugin;
  static constexpr const char* kId = kExtAmbisonic;
  static constexpr std::array<const char*, 1> kCompatIds{kExtAmbisonicCompat};

  /// [main]
  bool (*is_config_supported)(const Plugin* plugin, const AmbisonicConfig* config);
  /// Fills `config`; false if the port is not ambisonic. [main]
  bool (*get_config)(const Plugin* plugin, bool is_input, std::uint32_t port_index,
                     AmbisonicConfig* config);
};

/// Filled by the host.
struct HostAmbisonic {
  using Owner = Host;
  static constexpr const char* kId = kExtAmbisonic;
  static constexpr std::array<const char*, 1> kCompatIds{kExtAmbisonicCompat};

  /// The configuration is another one, query it again. [main; inactive]
  void (*changed)(const Host* host);
};

}  // namespace attacca::clap
