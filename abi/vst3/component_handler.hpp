// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/flags.hpp"
#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"
#include "abi/vst3/buses.hpp"

namespace attacca::vst3 {

/// What changed in a plugin, for IComponentHandler::restartComponent.
enum class RestartFlags : std::int32_t {
  kReloadComponent = 1,      ///< unload and load the plugin
  kIoChanged = 2,            ///< bus layout changed; the host deactivates, reads again, activates
  kParamValuesChanged = 4,   ///< read all values again
  kLatencyChanged = 8,       ///< the host deactivates, activates, reads the latency
  kParamTitlesChanged = 16,  ///< read the parameter infos again
  kMidiCCAssignmentChanged = 0x20,      ///< ask IMidiMapping again
  kNoteExpressionChanged = 0x40,        ///< ask for note expressions again
  kIoTitlesChanged = 0x80,              ///< read the bus names again
  kPrefetchableSupportChanged = 0x100,  ///< ask IPrefetchableSupport again
  kRoutingInfoChanged = 0x200,          ///< ask for the routing again
  kKeyswitchChanged = 0x400,            ///< ask for key switches again
  kParamIDMappingChanged = 0x800,       ///< ask IRemapParamID again
};

template <>
inline constexpr bool kIsFlags<RestartFlags> = true;

/// What the controller reports to the host. Only from the main thread; the processor owns no
/// handler and must go through its controller. Gestures nest properly per parameter. Implemented by
/// the host; reached through IEditController::setComponentHandler. Mandatory.
class IComponentHandler : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x93A0BEA3, 0x0BD045DB, 0x8E890B0C, 0xC1E46AC6);

  /// [main; connected] The user took hold of a parameter (also before a mouse wheel step or a
  /// typed value).
  virtual TResult beginEdit(ParamID id) = 0;

  /// [main; connected] The user moved it: the new value, 0..1.
  virtual TResult performEdit(ParamID id, ParamValue valueNormalized) = 0;

  /// [main; connected] The user let go.
  virtual TResult endEdit(ParamID id) = 0;

  /// [main; connected] Something besides values changed.
  virtual TResult restartComponent(RestartFlags flags) = 0;

 protected:
  ~IComponentHandler() = default;
};

/// More that the controller can ask of the host.
/// Implemented by the host; reached through IComponentHandler. Since VST 3.1.0.
class IComponentHandler2 : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xF040B4B3, 0xA36045EC, 0xABCDC045, 0xB4D5A2CC);

  /// [main; connected] The project needs saving (1).
  virtual TResult setDirty(TBool state) = 0;

  /// [main; connected] Asks the host to open the editor; `name` is view_type::kEditor.
  virtual TResult requestOpenEditor(FIDString name) = 0;

  /// [main; connected] The edits until finishGroupEdit happen at one moment.
  virtual TResult startGroupEdit() = 0;

  /// [main; connected] Ends the group.
  virtual TResult finishGroupEdit() = 0;

 protected:
  ~IComponentHandler2() = default;
};

/// Asks the host to activate a bus.
/// Implemented by the host; reached through IComponentHandler. Since VST 3.6.8.
class IComponentHandlerBusActivation : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x067D02C1, 0x5B4E274D, 0xA92D90FD, 0x6EAF7240);

  /// [main; connected] The host calls IComponent::activateBus if it agrees.
  virtual TResult requestBusActivation(MediaType type, BusDirection dir, std::int32_t index,
                                       TBool state) = 0;

 protected:
  ~IComponentHandlerBusActivation() = default;
};

/// The clock of ProcessContext::systemTime.
/// Implemented by the host; reached through IComponentHandler. Since VST 3.7.9.
class IComponentHandlerSystemTime : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xF9E53056, 0xD1554CD5, 0xB7695E1B, 0x7B0F7745);

  /// [main; connected] The time now, in nanoseconds. Out: systemTime.
  virtual TResult getSystemTime(std::int64_t& systemTime) = 0;

 protected:
  ~IComponentHandlerSystemTime() = default;
};

/// Shows the progress of long work in the host.
/// Implemented by the host; reached through IComponentHandler. Since VST 3.7.0.
class IProgress : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x00C9DC5B, 0x9D904254, 0x91A388C8, 0xB4E91B69);

  /// Names one running progress; given out by start().
  using ID = std::uint64_t;

  /// What the work is.
  enum class ProgressType : std::uint32_t {
    AsyncStateRestoration = 0,  ///< state loads in background
    UIBackgroundTask = 1,       ///< started from the editor
  };
  using enum ProgressType;

  /// [main; connected] Begins. The description is UTF-16 or null. Out: outID.
  virtual TResult start(ProgressType type, const char16_t* optionalDescription, ID& outID) = 0;

  /// [main; connected] `normValue` of the work is done, 0..1.
  virtual TResult update(ID id, ParamValue normValue) = 0;

  /// [main; connected] Ends.
  virtual TResult finish(ID id) = 0;

 protected:
  ~IProgress() = default;
};

}  // namespace attacca::vst3
