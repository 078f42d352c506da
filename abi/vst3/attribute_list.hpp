// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Named values. A missing entry or one of another type answers kResultFalse. Used on the thread
/// of the call that hands it over.
/// Implemented by the host; reached through IMessage::getAttributes,
/// IStreamAttributes::getAttributes, IHostApplication::createInstance. Mandatory.
class IAttributeList : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x1E5F0AEB, 0xCC7F4533, 0xA2544011, 0x38AD5EE4);

  /// Key of an entry: plain 8-bit text.
  using AttrID = const char*;

  /// [any] Stores a number.
  virtual TResult setInt(AttrID id, std::int64_t value) = 0;

  /// [any] Reads a number.
  virtual TResult getInt(AttrID id, std::int64_t& value) = 0;

  /// [any] Stores a number.
  virtual TResult setFloat(AttrID id, double value) = 0;

  /// [any] Reads a number.
  virtual TResult getFloat(AttrID id, double& value) = 0;

  /// [any] Stores a copy of null-terminated UTF-16 text.
  virtual TResult setString(AttrID id, const char16_t* string) = 0;

  /// [any] Reads text. The size is in BYTES, and text that is cut may come without its zero:
  /// clear the buffer and pass one unit less.
  virtual TResult getString(AttrID id, char16_t* string, std::uint32_t sizeInBytes) = 0;

  /// [any] Stores a copy of the bytes.
  virtual TResult setBinary(AttrID id, const void* data, std::uint32_t sizeInBytes) = 0;

  /// [any] Reads bytes; `data` stays owned by the list.
  virtual TResult getBinary(AttrID id, const void*& data, std::uint32_t& sizeInBytes) = 0;

 protected:
  ~IAttributeList() = default;
};

/// Where a state stream comes from. Attribute state_type distinguishes project from preset.
/// Implemented by the host; reached through IBStream. Since VST 3.6.0.
class IStreamAttributes : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xD6CE2FFC, 0xEFAF4B8C, 0x9E74F1BB, 0x12DA44B4);

  /// [any] Writes the name of the file without extension.
  virtual TResult getFileName(String128 name) = 0;

  /// [any] The attributes (preset_attributes); borrowed, may be null.
  virtual IAttributeList* getAttributes() = 0;

 protected:
  ~IStreamAttributes() = default;
};

}  // namespace attacca::vst3
