// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/unknown.hpp"
#include "abi/vst3/note_expression_events.hpp"

namespace attacca::vst3 {

/// What a finger does on a key.
enum class PhysicalUITypeIDs : std::uint32_t {
  kPUIXMovement = 0,  ///< left..right
  kPUIYMovement = 1,  ///< near..far
  kPUIPressure = 2,   ///< pressure
  kPUITypeCount = 3,
  kInvalidPUITypeID = 0xFFFFFFFF,
};

using PhysicalUITypeID = PhysicalUITypeIDs;

/// Which note expression a movement drives.
struct PhysicalUIMap {
  PhysicalUITypeID physicalUITypeID;          ///< set by the host
  NoteExpressionTypeID noteExpressionTypeID;  ///< filled by the plugin
};

/// `count` entries at `map`.
struct PhysicalUIMapList {
  std::uint32_t count;
  PhysicalUIMap* map;
};

/// Maps movements on a key to note expressions.
/// Implemented by the plugin; reached through IEditController. Since VST 3.6.11.
class INoteExpressionPhysicalUIMapping : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xB03078FF, 0x94D24AC8, 0x90CCD303, 0xD4133324);

  /// [main; connected] The host sets ids and count; the plugin fills the note expressions.
  virtual TResult getPhysicalUIMapping(std::int32_t busIndex, std::int16_t channel,
                                       PhysicalUIMapList& list) = 0;

 protected:
  ~INoteExpressionPhysicalUIMapping() = default;
};

}  // namespace attacca::vst3
