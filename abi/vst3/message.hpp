// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/attribute_list.hpp"
#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// A message between the two halves of a plugin, made by the host (IHostApplication).
/// Implemented by the host; reached through IHostApplication::createInstance. Mandatory.
class IMessage : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x936F033B, 0xC6C047DB, 0xBB0882F8, 0x13C1E613);

  /// [main] The name; borrowed, owned by the message.
  virtual FIDString getMessageID() = 0;

  /// [main] Names the message; the text is copied.
  virtual void setMessageID(FIDString id) = 0;

  /// [main] The content; borrowed.
  virtual IAttributeList* getAttributes() = 0;

 protected:
  ~IMessage() = default;
};

/// One end of the wire between the halves. The other end may be a proxy of the host, in another
/// process even: exchange only messages, never cast.
/// Implemented by the host and the plugin; reached through IComponent and IEditController.
/// Mandatory.
class IConnectionPoint : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x70A4156F, 0x6E6E4026, 0x989148BF, 0xAA60D8D1);

  /// [main; initialized] Gives the other end; keep a reference until disconnect.
  virtual TResult connect(IConnectionPoint* other) = 0;

  /// [main; connected] Drops the other end.
  virtual TResult disconnect(IConnectionPoint* other) = 0;

  /// [main; connected] A message came. Valid during the call unless a reference is taken.
  virtual TResult notify(IMessage* message) = 0;

 protected:
  ~IConnectionPoint() = default;
};

}  // namespace attacca::vst3
