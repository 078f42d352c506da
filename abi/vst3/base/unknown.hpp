// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/result.hpp"
#include "abi/vst3/base/tuid.hpp"

namespace attacca::vst3 {

/// The root of every interface: finds the other interfaces of an object and counts references.
/// Implemented by the host and the plugin. Mandatory.
///
/// A new object starts with one reference, owned by whoever received it. Pointers that arrive
/// through a `void**` or from a "create" call are owned by the receiver; plain arguments and the
/// results of plain getters are borrowed. Every interface is declared without a virtual destructor
/// (it would take a slot of the table) and with a protected one, so that nobody deletes through it.
class FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x00000000, 0x00000000, 0xC0000000, 0x00000046);

  /// [any] Looks for another interface of the same object. On success `*obj` holds it with one
  /// reference more; otherwise `*obj` is null and the answer kNoInterface. All 16 bytes count. The
  /// pointer answered for FUnknown is the identity of the object and never changes.
  virtual TResult queryInterface(const Tuid& wanted, void** obj) = 0;

  /// [any] Takes a reference; returns the new count.
  virtual std::uint32_t addRef() = 0;

  /// [any] Gives a reference back; returns the new count. The object dies at 0.
  virtual std::uint32_t release() = 0;

 protected:
  ~FUnknown() = default;
};

}  // namespace attacca::vst3
