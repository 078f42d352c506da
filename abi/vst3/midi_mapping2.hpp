// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"
#include "abi/vst3/buses.hpp"

namespace attacca::vst3 {

/// A MIDI 2.0 controller in 16 bits. Passed by value.
struct Midi2Controller {
  std::uint8_t bank : 7;   ///< 0..127
  TBool registered : 1;    ///< 1: registered controller, 0: assignable
  std::uint8_t index : 7;  ///< 0..127
  TBool reserved : 1;
};

/// The parameter that a MIDI 2.0 controller moves.
struct Midi2ControllerParamIDAssignment {
  ParamID pId;
  BusIndex busIndex;
  MidiChannel channel;
  Midi2Controller controller;
};

/// Room for `count` assignments, made by the host.
struct Midi2ControllerParamIDAssignmentList {
  std::uint32_t count;
  Midi2ControllerParamIDAssignment* map;
};

/// The parameter that a MIDI 1.0 controller moves.
struct Midi1ControllerParamIDAssignment {
  ParamID pId;
  BusIndex busIndex;
  MidiChannel channel;
  CtrlNumber controller;
};

/// Room for `count` assignments, made by the host.
struct Midi1ControllerParamIDAssignmentList {
  std::uint32_t count;
  Midi1ControllerParamIDAssignment* map;
};

/// All controller assignments at once. Hosts prefer it over IMidiMapping.
/// Implemented by the plugin; reached through IEditController. Since VST 3.8.0.
class IMidiMapping2 : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x6DE14B88, 0x03F94F09, 0xA2552F0F, 0x9326593E);

  /// [main; connected] The number of MIDI 2.0 assignments.
  virtual std::uint32_t getNumMidi2ControllerAssignments(BusDirections direction) = 0;

  /// [main; connected] Fills the list.
  virtual TResult getMidi2ControllerAssignments(
      BusDirections direction, const Midi2ControllerParamIDAssignmentList& list) = 0;

  /// [main; connected] The number of MIDI 1.0 assignments.
  virtual std::uint32_t getNumMidi1ControllerAssignments(BusDirections direction) = 0;

  /// [main; connected] Fills the list.
  virtual TResult getMidi1ControllerAssignments(
      BusDirections direction, const Midi1ControllerParamIDAssignmentList& list) = 0;

 protected:
  ~IMidiMapping2() = default;
};

/// The host passes live controllers, so that the plugin can learn one.
/// Implemented by the plugin; reached through IEditController. Since VST 3.8.0.
class IMidiLearn2 : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xF07E498A, 0x78864327, 0x8B431CED, 0xA3C553FC);

  /// [main; initialized or connected] A MIDI 2.0 controller moved. The struct of two bytes goes
  /// by value.
  virtual TResult onLiveMidi2ControllerInput(BusIndex index, MidiChannel channel,
                                             Midi2Controller midiCC) = 0;

  /// [main; initialized or connected] A MIDI 1.0 controller moved.
  virtual TResult onLiveMidi1ControllerInput(BusIndex index, MidiChannel channel,
                                             CtrlNumber midiCC) = 0;

 protected:
  ~IMidiLearn2() = default;
};

}  // namespace attacca::vst3
