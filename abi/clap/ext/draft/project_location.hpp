// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/color.hpp"
#include "abi/clap/flags.hpp"
#include "abi/clap/string_sizes.hpp"

namespace attacca::clap {

struct Plugin;

inline constexpr char kExtProjectLocation[] = "clap.project-location/2";

enum class ProjectLocationFlags : std::uint64_t {
  has_index = 1u << 0,
  has_color = 1u << 1,
};
template <>
inline constexpr bool kIsFlags<ProjectLocationFlags> = true;

enum class ProjectLocationKind : std::uint32_t {
  project = 1,
  track_group = 2,
  track = 3,
  device = 4,
  nested_device_chain = 5,
};

enum class ProjectLocationTrackKind : std::uint32_t {
  instrument_track = 1,
  audio_track = 2,
  hybrid_track = 3,
  return_track = 4,
  master_track = 5,
};

/// One step on the way from the project to a plugin. Filled by the host.
struct ProjectLocationElement {
  ProjectLocationFlags flags;
  ProjectLocationKind kind;
  ProjectLocationTrackKind track_kind;  ///< if kind is track
  std::uint32_t index;                  ///< has_index
  char id[kPathSize];                   ///< to look it up by; without further meaning
  char name[kNameSize];
  Color color;  ///< has_color
};

/// Hears where in the project it sits. Filled by the plugin. A draft: may change under a new
/// revision number.
struct PluginProjectLocation {
  using Owner = Plugin;
  static constexpr const char* kId = kExtProjectLocation;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// The path starts with the project and ends with this device. [main]
  void (*set)(const Plugin* plugin, const ProjectLocationElement* path, std::uint32_t num_elements);
};

}  // namespace attacca::clap
