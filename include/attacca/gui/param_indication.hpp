// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What the host does with a parameter, for the editor to show beside its knob: a hardware control
// was assigned to it, automation plays or is recorded. From Editor::indication_changed():
//
//     void indication_changed(const attacca::Param& param,
//                             const attacca::ParamIndication& indication) override;
//
// Main thread, plain data. CLAP says it of each parameter, VST3 whether automation is played or
// recorded at all.

#include <cstdint>
#include <optional>
#include <string>

#include "attacca/base/color.hpp"

namespace attacca {

enum class Automation : std::uint8_t {
  none,
  present,  ///< there is some, but it is not played now
  playing,
  recording,
  overridden,  ///< the user's hand has taken over from what is played
};

/// What the host does with a parameter. Texts are UTF-8.
struct ParamIndication {
  bool is_mapped = false;                   ///< a control of the user's hardware moves it
  std::optional<Color> mapping_color = {};  ///< of that control
  std::string mapping_label = {};           ///< a few letters, such as "K3"
  std::string mapping_description = {};     ///< a sentence
  Automation automation = Automation::none;
  std::optional<Color> automation_color = {};
};

}  // namespace attacca
