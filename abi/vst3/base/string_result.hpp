// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Takes a text as the answer of another call.
/// Implemented by the host and the plugin.
class IStringResult : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x550798BC, 0x872049DB, 0x84920A15, 0x3B50B7A8);

  /// [main] Copies the text.
  virtual void setText(const char* text) = 0;

 protected:
  ~IStringResult() = default;
};

/// A text in one of two widths. Superseded.
/// Implemented by the host and the plugin.
class IString : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xF99DB7A3, 0x0FC14821, 0x800B0CF9, 0x8E348EDF);

  /// [main] Copies 8-bit text.
  virtual void setText8(const char* text) = 0;

  /// [main] Copies UTF-16 text.
  virtual void setText16(const char16_t* text) = 0;

  /// [main] Borrowed; valid until the next change.
  virtual const char* getText8() = 0;

  /// [main] Borrowed; valid until the next change.
  virtual const char16_t* getText16() = 0;

  /// [main] Takes ownership of a buffer made by the field's own allocator.
  virtual void take(void* s, bool isWide) = 0;

  /// [main] True for UTF-16.
  virtual bool isWideString() const = 0;

 protected:
  ~IString() = default;
};

}  // namespace attacca::vst3
