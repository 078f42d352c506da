// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Start and end of the life of a component or controller.
/// Implemented by the plugin; reached through base of IComponent and IEditController. Mandatory.
class IPluginBase : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x22888DDB, 0x156E45AE, 0x8358B348, 0x08190625);

  /// [main] Gives the plugin the host's services (IHostApplication and others, found by query).
  /// After any answer but kResultOk the host releases the object without terminate. A second call
  /// without terminate in between must fail.
  virtual TResult initialize(FUnknown* context) = 0;

  /// [main] Drops every reference to the host. The object can be initialized again afterwards.
  virtual TResult terminate() = 0;

 protected:
  ~IPluginBase() = default;
};

}  // namespace attacca::vst3
