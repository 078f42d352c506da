// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Receives the factor by which to enlarge the editor.
/// Implemented by the plugin; reached through IPlugView. Since VST 3.6.6.
class IPlugViewContentScaleSupport : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x65ED9690, 0x8AC44525, 0x8AADEF7A, 0x72EA703F);

  /// 1 is 100 %, 1.5 is 150 %.
  using ScaleFactor = float;

  /// [main] The factor; may come before setFrame and attached.
  virtual TResult setContentScaleFactor(ScaleFactor factor) = 0;

 protected:
  ~IPlugViewContentScaleSupport() = default;
};

}  // namespace attacca::vst3
