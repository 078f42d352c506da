// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// A value of one of several types, as IAttributes stores it. Superseded.
struct FVariant {
  /// What the variant holds; kOwner is added when the holder frees the text or object.
  enum class Type : std::uint16_t {
    kEmpty = 0,
    kInteger = 1,
    kFloat = 2,
    kString8 = 4,
    kObject = 8,
    kOwner = 16,
    kString16 = 32,
  };
  using enum Type;

  Type type;
  union {
    std::int64_t intValue;
    double floatValue;
    const char* string8;
    const char16_t* string16;
    FUnknown* object;
  };
};

/// A persistent list of named values. Superseded.
/// Implemented by the host.
class IAttributes : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xFA1E32F9, 0xCA6D46F5, 0xA982F956, 0xB1191B58);

  /// [main] Stores a copy of `data` under the name.
  virtual TResult set(IAttrID attrID, const FVariant& data) = 0;

  /// [main] Appends a copy of `data` to the list of that name.
  virtual TResult queue(IAttrID listID, const FVariant& data) = 0;

  /// [main] Stores bytes, copied when copyBytes is true.
  virtual TResult setBinaryData(IAttrID attrID, void* data, std::uint32_t bytes,
                                bool copyBytes) = 0;

  /// [main] Reads the value of the name. Out: data.
  virtual TResult get(IAttrID attrID, FVariant& data) = 0;

  /// [main] Takes the first entry from the list of that name. Out: data.
  virtual TResult unqueue(IAttrID listID, FVariant& data) = 0;

  /// [main] Entries in the list of that name.
  virtual std::int32_t getQueueItemCount(IAttrID attrId) = 0;

  /// [main] Rewinds the list of that name.
  virtual TResult resetQueue(IAttrID attrID) = 0;

  /// [main] Rewinds every list.
  virtual TResult resetAllQueues() = 0;

  /// [main] Copies up to `bytes` bytes into `data`. Out: data.
  virtual TResult getBinaryData(IAttrID attrID, void* data, std::uint32_t bytes) = 0;

  /// [main] Size of the stored bytes.
  virtual std::uint32_t getBinaryDataSize(IAttrID attrID) = 0;

 protected:
  ~IAttributes() = default;
};

/// Enumerates the names of an IAttributes. Superseded.
/// Implemented by the host.
class IAttributes2 : public IAttributes {
 public:
  using Base = IAttributes;
  static constexpr Tuid iid = Tuid::from_words(0x1382126A, 0xFECA4871, 0x97D52A45, 0xB042AE99);

  /// [main] The number of names.
  virtual std::int32_t countAttributes() const = 0;

  /// [main] The name at `index`; borrowed.
  virtual IAttrID getAttributeID(std::int32_t index) const = 0;

 protected:
  ~IAttributes2() = default;
};

/// An object that can write itself into an IAttributes. Superseded.
/// Implemented by the plugin.
class IPersistent : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xBA1A4637, 0x3C9F46D0, 0xA65DBA0E, 0xB85DA829);

  /// [main] Fills the 16 bytes of `uid`.
  virtual TResult getClassID(Tuid& uid) = 0;

  /// [main] Writes the object.
  virtual TResult saveAttributes(IAttributes* attributes) = 0;

  /// [main] Reads the object.
  virtual TResult loadAttributes(IAttributes* attributes) = 0;

 protected:
  ~IPersistent() = default;
};

}  // namespace attacca::vst3
