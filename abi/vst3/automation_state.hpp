// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Is notified whether the host plays or records automation.
/// Implemented by the plugin; reached through IEditController. Since VST 3.6.5.
class IAutomationState : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xB4E8287F, 0x1BB346AA, 0x83A46667, 0x68937BAB);

  /// What the host does; reading and writing are the two bits.
  enum class AutomationStates : std::int32_t {
    kNoAutomation = 0,
    kReadState = 1,   ///< host plays automation
    kWriteState = 2,  ///< host records automation
    kReadWriteState = 3,
  };
  using enum AutomationStates;

  /// [main; connected] The state now.
  virtual TResult setAutomationState(AutomationStates state) = 0;

 protected:
  ~IAutomationState() = default;
};

}  // namespace attacca::vst3
