// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Which parameter a MIDI controller moves: the only way for controllers, pitch bend and channel
/// pressure to reach a plugin. Report changes with RestartFlags::kMidiCCAssignmentChanged.
/// Implemented by the plugin; reached through IEditController. Since VST 3.0.1.
class IMidiMapping : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xDF0FF9F7, 0x49B74669, 0xB63AB732, 0x7ADBF5E5);

  /// [main; connected] The parameter for a controller 0..129 (ControllerNumbers) of a bus and
  /// channel 0..15; kResultFalse when there is none. Out: id.
  virtual TResult getMidiControllerAssignment(std::int32_t busIndex, std::int16_t channel,
                                              CtrlNumber midiControllerNumber, ParamID& id) = 0;

 protected:
  ~IMidiMapping() = default;
};

/// The host passes live controllers, so that the plugin can learn one.
/// Implemented by the plugin; reached through IEditController. Since VST 3.6.12.
class IMidiLearn : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x6B2449CC, 0x419740B5, 0xAB3C79DA, 0xC5FE5C86);

  /// [main; initialized or connected] A controller moved.
  virtual TResult onLiveMIDIControllerInput(std::int32_t busIndex, std::int16_t channel,
                                            CtrlNumber midiCC) = 0;

 protected:
  ~IMidiLearn() = default;
};

}  // namespace attacca::vst3
