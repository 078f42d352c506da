// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/stream.hpp"
#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"
#include "abi/vst3/buses.hpp"

namespace attacca::vst3 {

inline constexpr UnitID kRootUnitId = 0;
inline constexpr UnitID kNoParentUnitId = -1;
inline constexpr ProgramListID kNoProgramListId = -1;
/// Program index of IUnitHandler::notifyProgramListChange: the whole list changed.
inline constexpr std::int32_t kAllProgramInvalid = -1;

/// One unit: a named group of parameters, maybe with a program list.
struct UnitInfo {
  UnitID id;            ///< kRootUnitId for the root, which must exist
  UnitID parentUnitId;  ///< kNoParentUnitId for root
  String128 name;
  ProgramListID programListId;  ///< kNoProgramListId = none
};

/// One list of programs.
struct ProgramListInfo {
  ProgramListID id;
  String128 name;
  std::int32_t programCount;
};

/// Notifies the host about units and programs.
/// Implemented by the host; reached through IComponentHandler.
class IUnitHandler : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x4B5147F8, 0x4654486B, 0x8DAB30BA, 0x163A3C56);

  /// [main; initialized or connected] The user selected a unit in the editor.
  virtual TResult notifyUnitSelection(UnitID unitId) = 0;

  /// [main; initialized or connected] A program was renamed or replaced; kAllProgramInvalid for
  /// all.
  virtual TResult notifyProgramListChange(ProgramListID listId, std::int32_t programIndex) = 0;

 protected:
  ~IUnitHandler() = default;
};

/// Notifies the host about the units of buses.
/// Implemented by the host; reached through IUnitHandler. Since VST 3.6.5.
class IUnitHandler2 : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xF89F8CDF, 0x699E4BA5, 0x96AAC9A4, 0x81452B01);

  /// [main; initialized or connected] Ask IUnitInfo::getUnitByBus again.
  virtual TResult notifyUnitByBusChange() = 0;

 protected:
  ~IUnitHandler2() = default;
};

/// The units and program lists of a plugin. A program list shows as one kIsProgramChange
/// parameter of its unit with stepCount = programs - 1.
/// Implemented by the plugin; reached through IEditController.
class IUnitInfo : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x3D4BD6B5, 0x913A4FD2, 0xA886E768, 0xA5EB92C1);

  /// [main; initialized or connected] The number of units, at least 1.
  virtual std::int32_t getUnitCount() = 0;

  /// [main; initialized or connected] Fills `info` for the unit at an index.
  virtual TResult getUnitInfo(std::int32_t unitIndex, UnitInfo& info) = 0;

  /// [main; initialized or connected] The number of program lists.
  virtual std::int32_t getProgramListCount() = 0;

  /// [main; initialized or connected] Fills `info` for the list at an index.
  virtual TResult getProgramListInfo(std::int32_t listIndex, ProgramListInfo& info) = 0;

  /// [main; initialized or connected] Writes the program's name.
  virtual TResult getProgramName(ProgramListID listId, std::int32_t programIndex,
                                 String128 name) = 0;

  /// [main; initialized or connected] Writes an attribute of the program; ids in
  /// preset_attributes.
  virtual TResult getProgramInfo(ProgramListID listId, std::int32_t programIndex,
                                 CString attributeId, String128 attributeValue) = 0;

  /// [main; initialized or connected] kResultTrue when the keys of the program have names.
  virtual TResult hasProgramPitchNames(ProgramListID listId, std::int32_t programIndex) = 0;

  /// [main; initialized or connected] Writes the name of a key.
  virtual TResult getProgramPitchName(ProgramListID listId, std::int32_t programIndex,
                                      std::int16_t midiPitch, String128 name) = 0;

  /// [main; initialized or connected] The unit selected in the editor.
  virtual UnitID getSelectedUnit() = 0;

  /// [main; initialized or connected] The host selects a unit.
  virtual TResult selectUnit(UnitID unitId) = 0;

  /// [main; initialized or connected] The unit that a channel of a bus belongs to.
  virtual TResult getUnitByBus(MediaType type, BusDirection dir, std::int32_t busIndex,
                               std::int32_t channel, UnitID& unitId) = 0;

  /// [main; initialized or connected] Loads a program (list id) or, with programIndex < 0, a unit
  /// (unit id).
  virtual TResult setUnitProgramData(std::int32_t listOrUnitId, std::int32_t programIndex,
                                     IBStream* data) = 0;

 protected:
  ~IUnitInfo() = default;
};

/// Programs as bytes.
/// Implemented by the plugin; reached through IComponent.
class IProgramListData : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x8683B01F, 0x7B354F70, 0xA2651DEC, 0x353AF4FF);

  /// [main; initialized or connected] kResultTrue when the list has them.
  virtual TResult programDataSupported(ProgramListID listId) = 0;

  /// [main; initialized or connected] Writes a program to `data`.
  virtual TResult getProgramData(ProgramListID listId, std::int32_t programIndex,
                                 IBStream* data) = 0;

  /// [main; initialized or connected] Reads a program from `data`.
  virtual TResult setProgramData(ProgramListID listId, std::int32_t programIndex,
                                 IBStream* data) = 0;

 protected:
  ~IProgramListData() = default;
};

/// Units as bytes.
/// Implemented by the plugin; reached through IComponent.
class IUnitData : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x6C389611, 0xD391455D, 0xB870B833, 0x94A0EFDD);

  /// [main; initialized or connected] kResultTrue when the unit has them.
  virtual TResult unitDataSupported(UnitID unitID) = 0;

  /// [main; initialized or connected] Writes a unit to `data`.
  virtual TResult getUnitData(UnitID unitId, IBStream* data) = 0;

  /// [main; initialized or connected] Reads a unit from `data`.
  virtual TResult setUnitData(UnitID unitId, IBStream* data) = 0;

 protected:
  ~IUnitData() = default;
};

}  // namespace attacca::vst3
