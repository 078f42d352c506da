// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/flags.hpp"
#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"
#include "abi/vst3/note_expression_events.hpp"

namespace attacca::vst3 {

/// The range of a note expression, all normalized.
struct NoteExpressionValueDescription {
  NoteExpressionValue defaultValue;
  NoteExpressionValue minimum;
  NoteExpressionValue maximum;
  std::int32_t stepCount;  ///< 0 continuous
};

/// One kind of note expression.
struct NoteExpressionTypeInfo {
  /// Properties of a note expression.
  enum class NoteExpressionTypeFlags : std::int32_t {
    kIsBipolar = 1,                   ///< centred
    kIsOneShot = 2,                   ///< only at note start
    kIsAbsolute = 4,                  ///< not an offset
    kAssociatedParameterIDValid = 8,  ///< parameter id set
  };
  using enum NoteExpressionTypeFlags;

  NoteExpressionTypeID typeId;
  String128 title;
  String128 shortTitle;
  String128 units;
  UnitID unitId;  ///< -1 none
  NoteExpressionValueDescription valueDesc;
  ParamID associatedParameterId;  ///< needs kAssociatedParameterIDValid
  NoteExpressionTypeFlags flags;  ///< properties
};

using NoteExpressionTypeFlags = NoteExpressionTypeInfo::NoteExpressionTypeFlags;

template <>
inline constexpr bool kIsFlags<NoteExpressionTypeInfo::NoteExpressionTypeFlags> = true;

/// The note expressions of a bus and channel.
/// Implemented by the plugin; reached through IEditController. Since VST 3.5.0.
class INoteExpressionController : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xB7F8F859, 0x41234872, 0x91169581, 0x4F3721A3);

  /// [main; connected] The number of expressions.
  virtual std::int32_t getNoteExpressionCount(std::int32_t busIndex, std::int16_t channel) = 0;

  /// [main; connected] Fills `info` for the expression at an index.
  virtual TResult getNoteExpressionInfo(std::int32_t busIndex, std::int16_t channel,
                                        std::int32_t noteExpressionIndex,
                                        NoteExpressionTypeInfo& info) = 0;

  /// [main; connected] Writes the text of a value.
  virtual TResult getNoteExpressionStringByValue(std::int32_t busIndex, std::int16_t channel,
                                                 NoteExpressionTypeID id,
                                                 NoteExpressionValue valueNormalized,
                                                 String128 string) = 0;

  /// [main; connected] Reads a text. Out: valueNormalized.
  virtual TResult getNoteExpressionValueByString(std::int32_t busIndex, std::int16_t channel,
                                                 NoteExpressionTypeID id, const char16_t* string,
                                                 NoteExpressionValue& valueNormalized) = 0;

 protected:
  ~INoteExpressionController() = default;
};

/// When a key switch is pressed.
enum class KeyswitchTypeIDs : std::uint32_t {
  kNoteOnKeyswitchTypeID = 0,     ///< before note-on
  kOnTheFlyKeyswitchTypeID = 1,   ///< during note
  kOnReleaseKeyswitchTypeID = 2,  ///< before release
  kKeyRangeTypeID = 3,            ///< held
};

using KeyswitchTypeID = KeyswitchTypeIDs;

/// One key switch.
struct KeyswitchInfo {
  KeyswitchTypeID typeId;
  String128 title;
  String128 shortTitle;
  std::int32_t keyswitchMin;  ///< lowest key, 0..127
  std::int32_t keyswitchMax;  ///< highest key, 0..127
  std::int32_t keyRemapped;   ///< sounding key, -1 none
  UnitID unitId;              ///< kNoParentUnitId: none
  std::int32_t flags;         ///< 0
};

/// The key switches of a bus and channel.
/// Implemented by the plugin; reached through IEditController. Since VST 3.5.0.
class IKeyswitchController : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x1F2F76D3, 0xBFFB4B96, 0xB99527A5, 0x5EBCCEF4);

  /// [main; connected] The number of key switches.
  virtual std::int32_t getKeyswitchCount(std::int32_t busIndex, std::int16_t channel) = 0;

  /// [main; connected] Fills `info` for the key switch at an index.
  virtual TResult getKeyswitchInfo(std::int32_t busIndex, std::int16_t channel,
                                   std::int32_t keySwitchIndex, KeyswitchInfo& info) = 0;

 protected:
  ~IKeyswitchController() = default;
};

}  // namespace attacca::vst3
