// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/flags.hpp"
#include "abi/vst3/base/plugin_base.hpp"
#include "abi/vst3/base/stream.hpp"
#include "abi/vst3/base/types.hpp"
#include "abi/vst3/component_handler.hpp"
#include "abi/vst3/plug_view.hpp"

namespace attacca::vst3 {

/// The names of views that IEditController::createView knows.
namespace view_type {
inline constexpr char kEditor[] = "editor";
}  // namespace view_type

/// One parameter. Text is UTF-16 and null-terminated; zero-fill before use.
struct ParameterInfo {
  /// Properties of a parameter. Read-only excludes automatable and program change; an effect has
  /// one bypass, which is automatable.
  enum class ParameterFlags : std::int32_t {
    kNoFlags = 0,
    kCanAutomate = 1,           ///< automation allowed
    kIsReadOnly = 2,            ///< host may not write
    kIsWrapAround = 4,          ///< value wraps at ends
    kIsList = 8,                ///< show as list
    kIsHidden = 16,             ///< not shown, implies read-only
    kIsProgramChange = 0x8000,  ///< selects program of its unit
    kIsBypass = 0x10000,        ///< the one bypass
  };
  using enum ParameterFlags;

  ParamID id;  ///< 0..kMaxParamId, the same for ever
  String128 title;
  String128 shortTitle;
  String128 units;         ///< shown after the value
  std::int32_t stepCount;  ///< 0 continuous, 1 toggle, n for n + 1 states: plain = min(n,
                           ///< floor(norm (n + 1)))
  ParamValue defaultNormalizedValue;  ///< 0..1
  UnitID unitId;                      ///< kRootUnitId without units
  ParameterFlags flags;               ///< properties
};

using ParameterFlags = ParameterInfo::ParameterFlags;

template <>
inline constexpr bool kIsFlags<ParameterInfo::ParameterFlags> = true;

/// The parameters of a plugin as the host's main thread sees them.
/// Implemented by the plugin; reached through IComponent (single component) or
/// IPluginFactory::createInstance. Mandatory.
class IEditController : public IPluginBase {
 public:
  using Base = IPluginBase;
  static constexpr Tuid iid = Tuid::from_words(0xDCD7BBE3, 0x7742448D, 0xA874AACC, 0x979C759E);

  /// [main; connected] Reads the bytes that IComponent::getState wrote, so that the values shown
  /// agree.
  virtual TResult setComponentState(IBStream* state) = 0;

  /// [main; connected] Restores what belongs to the controller alone.
  virtual TResult setState(IBStream* state) = 0;

  /// [main; connected] Writes what belongs to the controller alone.
  virtual TResult getState(IBStream* state) = 0;

  /// [main; connected] The number of parameters.
  virtual std::int32_t getParameterCount() = 0;

  /// [main; connected] Fills `info` for index 0..count-1.
  virtual TResult getParameterInfo(std::int32_t paramIndex, ParameterInfo& info) = 0;

  /// [main; connected] Writes the text of a value, at most 128 UTF-16 units with the zero.
  virtual TResult getParamStringByValue(ParamID id, ParamValue valueNormalized,
                                        String128 string) = 0;

  /// [main; connected] Reads a text. Out: valueNormalized.
  virtual TResult getParamValueByString(ParamID id, char16_t* string,
                                        ParamValue& valueNormalized) = 0;

  /// [main; connected] 0..1 to the parameter's own unit.
  virtual ParamValue normalizedParamToPlain(ParamID id, ParamValue valueNormalized) = 0;

  /// [main; connected] The parameter's own unit to 0..1.
  virtual ParamValue plainParamToNormalized(ParamID id, ParamValue plainValue) = 0;

  /// [main; connected] The current value, 0..1.
  virtual ParamValue getParamNormalized(ParamID id) = 0;

  /// [main; connected] The host sets the value shown, 0..1. Must not be echoed to the handler.
  virtual TResult setParamNormalized(ParamID id, ParamValue value) = 0;

  /// [main; initialized] Gives the host's handler; comes again with another one, or null at the
  /// end.
  virtual TResult setComponentHandler(IComponentHandler* handler) = 0;

  /// [main; connected] Creates the editor for view_type::kEditor. Owned by the caller; null
  /// without an editor.
  virtual IPlugView* createView(FIDString name) = 0;

 protected:
  ~IEditController() = default;
};

/// How round controls follow the mouse.
enum class KnobModes : std::int32_t {
  kCircularMode = 0,         ///< jump to the pointer
  kRelativCircularMode = 1,  ///< circle around, relative
  kLinearMode = 2,           ///< vertical drag
};

using KnobMode = KnobModes;

/// Further requests of the host to the editor.
/// Implemented by the plugin; reached through IEditController. Since VST 3.1.0.
class IEditController2 : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x7F4EFE59, 0xF3204967, 0xAC27A3AE, 0xAFB63038);

  /// [main; connected] How knobs shall behave.
  virtual TResult setKnobMode(KnobMode mode) = 0;

  /// [main; connected] Opens the manual; with onlyCheck 1 only says whether it could.
  virtual TResult openHelp(TBool onlyCheck) = 0;

  /// [main; connected] Opens the about box; with onlyCheck 1 only says whether it could.
  virtual TResult openAboutBox(TBool onlyCheck) = 0;

 protected:
  ~IEditController2() = default;
};

/// The host edits a parameter itself, bracketed like a gesture.
/// Implemented by the plugin; reached through IEditController. Since VST 3.5.0.
class IEditControllerHostEditing : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xC1271208, 0x70594098, 0xB9DD34B3, 0x6BB0195E);

  /// [main; connected] The user took hold of the parameter in the host.
  virtual TResult beginEditFromHost(ParamID paramID) = 0;

  /// [main; connected] The user let go.
  virtual TResult endEditFromHost(ParamID paramID) = 0;

 protected:
  ~IEditControllerHostEditing() = default;
};

}  // namespace attacca::vst3
