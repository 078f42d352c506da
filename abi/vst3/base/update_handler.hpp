// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Is notified of changes of an object it depends on. Superseded.
/// Implemented by the plugin.
class IDependent : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xF52B7AAE, 0xDE72416D, 0x8AF18ACE, 0x9DD7BD5E);

  /// What happened; objects may add values of their own above.
  enum class ChangeMessage : std::int32_t {
    kWillChange = 0,
    kChanged = 1,
    kDestroyed = 2,
    kWillDestroy = 3,
    kStdChangeMessageLast = 3,
  };
  using enum ChangeMessage;

  /// [main] Called for `changedUnknown` with what happened.
  virtual void update(FUnknown* changedUnknown, ChangeMessage message) = 0;

 protected:
  ~IDependent() = default;
};

/// Spreads changes of objects to those that depend on them. Superseded.
/// Implemented by the host.
class IUpdateHandler : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xF5246D56, 0x86544D60, 0xB026AFB5, 0x7B697B37);

  /// [main] Starts notifying `dependent` about `object`.
  virtual TResult addDependent(FUnknown* object, IDependent* dependent) = 0;

  /// [main] Stops it; null stops all.
  virtual TResult removeDependent(FUnknown* object, IDependent* dependent) = 0;

  /// [main] Notifies every dependent now.
  virtual TResult triggerUpdates(FUnknown* object, IDependent::ChangeMessage message) = 0;

  /// [main] Notifies every dependent later, on the main thread.
  virtual TResult deferUpdates(FUnknown* object, IDependent::ChangeMessage message) = 0;

 protected:
  ~IUpdateHandler() = default;
};

}  // namespace attacca::vst3
