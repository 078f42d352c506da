// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// The functions that parameters are found by.
namespace function_name_type {
inline constexpr char kCompGainReduction[] = "Comp:GainReduction";
inline constexpr char kCompGainReductionMax[] = "Comp:GainReductionMax";
inline constexpr char kCompGainReductionPeakHold[] = "Comp:GainReductionPeakHold";
inline constexpr char kCompResetGainReductionMax[] = "Comp:ResetGainReductionMax";
inline constexpr char kLowLatencyMode[] = "LowLatencyMode";
inline constexpr char kDryWetMix[] = "DryWetMix";
inline constexpr char kRandomize[] = "Randomize";
inline constexpr char kPanPosCenterX[] = "PanPosCenterX";
inline constexpr char kPanPosCenterY[] = "PanPosCenterY";
inline constexpr char kPanPosCenterZ[] = "PanPosCenterZ";
}  // namespace function_name_type

/// Finds the parameter with a certain function.
/// Implemented by the plugin; reached through IEditController. Since VST 3.7.0.
class IParameterFunctionName : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x6D21E1DC, 0x91199D4B, 0xA2A02FEF, 0x6C1AE55C);

  /// [main; initialized or connected] The parameter of a unit with that function
  /// (function_name_type); kResultFalse when there is none. Out: paramID (read and written).
  virtual TResult getParameterIDFromFunctionName(UnitID unitID, FIDString functionName,
                                                 ParamID& paramID) = 0;

 protected:
  ~IParameterFunctionName() = default;
};

}  // namespace attacca::vst3
