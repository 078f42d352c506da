// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/id.hpp"

namespace attacca::clap {

struct Color;
struct Plugin;

inline constexpr char kExtParamIndication[] = "clap.param-indication/4";
inline constexpr char kExtParamIndicationCompat[] = "clap.param-indication.draft/4";

enum class ParamIndicationAutomation : std::uint32_t {
  none = 0,
  present = 1,
  playing = 2,
  recording = 3,
  overriding = 4,  ///< the user's hand has taken over from playback
};

/// Says what the host does with a parameter, for the plugin's window to show. Filled by the
/// plugin; none of it belongs into the saved state.
struct PluginParamIndication {
  using Owner = Plugin;
  static constexpr const char* kId = kExtParamIndication;
  static constexpr std::array<const char*, 1> kCompatIds{kExtParamIndicationCompat};

  /// A hardware control was assigned or taken away. Colour, label and description may be null.
  /// [main]
  void (*set_mapping)(const Plugin* plugin, Id param_id, bool has_mapping, const Color* color,
                      const char* label, const char* description);
  /// The colour may be null. [main]
  void (*set_automation)(const Plugin* plugin, Id param_id,
                         ParamIndicationAutomation automation_state, const Color* color);
};

}  // namespace attacca::clap
