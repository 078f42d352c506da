// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Translates the parameters of a plugin that this one replaces.
/// Implemented by the plugin; reached through IEditController. Since VST 3.7.11.
class IRemapParamID : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x2B88021E, 0x6286B646, 0xB49DF76A, 0x5663061C);

  /// [main; initialized] The own parameter for one of the other class; kResultFalse when there is
  /// none. Out: newParamID.
  virtual TResult getCompatibleParamID(const Tuid& pluginToReplaceUID, ParamID oldParamID,
                                       ParamID& newParamID) = 0;

 protected:
  ~IRemapParamID() = default;
};

}  // namespace attacca::vst3
