// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/base/string_result.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Lets the host silence and collect error messages. Superseded.
/// Implemented by the plugin.
class IErrorContext : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x12BCD07B, 0x7C694336, 0xB7DA77C3, 0x444A0CD0);

  /// [main] True: show no message boxes.
  virtual void disableErrorUI(bool state) = 0;

  /// [main] kResultTrue when a message was shown.
  virtual TResult errorMessageShown() = 0;

  /// [main] Fills `message`.
  virtual TResult getErrorMessage(IString* message) = 0;

 protected:
  ~IErrorContext() = default;
};

/// Copies an object. Superseded.
/// Implemented by the host and the plugin.
class ICloneable : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xD45406B9, 0x3A2D4443, 0x9DAD9BA9, 0x85A1454B);

  /// [main] The copy, owned by the caller.
  virtual FUnknown* clone() = 0;

 protected:
  ~ICloneable() = default;
};

}  // namespace attacca::vst3
