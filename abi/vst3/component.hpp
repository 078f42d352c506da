// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/plugin_base.hpp"
#include "abi/vst3/base/stream.hpp"
#include "abi/vst3/base/types.hpp"
#include "abi/vst3/buses.hpp"

namespace attacca::vst3 {

/// The processing half of a plugin. The host creates it from the factory, asks it for
/// IEditController (one object for both halves) and otherwise creates the class that
/// getControllerClassId names.
/// Implemented by the plugin; reached through IPluginFactory::createInstance. Mandatory.
class IComponent : public IPluginBase {
 public:
  using Base = IPluginBase;
  static constexpr Tuid iid = Tuid::from_words(0xE831FF31, 0xF2D54301, 0x928EBBEE, 0x25697802);

  /// [main; created] Fills the 16 bytes of `classId`. kResultFalse: no separate controller.
  virtual TResult getControllerClassId(Tuid& classId) = 0;

  /// [main; created] Optional, before initialize. kNotImplemented is a fine answer.
  virtual TResult setIoMode(IoMode mode) = 0;

  /// [main; initialized] The number of buses of one kind.
  virtual std::int32_t getBusCount(MediaType type, BusDirection dir) = 0;

  /// [main; initialized] Fills `bus`. A bad index answers kInvalidArgument and leaves the struct
  /// untouched.
  virtual TResult getBusInfo(MediaType type, BusDirection dir, std::int32_t index,
                             BusInfo& bus) = 0;

  /// [main; initialized] Which output an input feeds. kNotImplemented is a fine answer.
  virtual TResult getRoutingInfo(RoutingInfo& inInfo, RoutingInfo& outInfo) = 0;

  /// [main; set up] Switches one bus on or off. Only while the component is inactive.
  virtual TResult activateBus(MediaType type, BusDirection dir, std::int32_t index,
                              TBool state) = 0;

  /// [main; set up] Allocates (1) or frees (0) what processing needs. Sample rate, block size,
  /// precision and bus layout change only while inactive.
  virtual TResult setActive(TBool state) = 0;

  /// [main; initialized to processing] Restores what getState wrote, also while audio runs: hand
  /// the data over without a lock that the audio thread takes. An empty or foreign stream answers
  /// kResultFalse and changes nothing.
  virtual TResult setState(IBStream* state) = 0;

  /// [main; initialized to processing] Writes the project state to `state`, also while audio
  /// runs.
  virtual TResult getState(IBStream* state) = 0;

 protected:
  ~IComponent() = default;
};

}  // namespace attacca::vst3
