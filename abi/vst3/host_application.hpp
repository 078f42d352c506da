// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// The host: its name and the objects it makes for plugins.
/// Implemented by the host; reached through the context of IPluginBase::initialize or
/// IPluginFactory3::setHostContext. Mandatory.
class IHostApplication : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x58E595CC, 0xDB2D4969, 0x8B6AAF8C, 0x36A664E5);

  /// [main; initialized] Writes the name of the host.
  virtual TResult getName(String128 name) = 0;

  /// [main; initialized] Makes an IMessage or IAttributeList: both ids are the id of that
  /// interface. Answers it in `*obj`, owned by the caller.
  virtual TResult createInstance(const Tuid& cid, const Tuid& wanted, void** obj) = 0;

 protected:
  ~IHostApplication() = default;
};

/// Says which interfaces of a plugin the host makes use of.
/// Implemented by the host; reached through the context of IPluginBase::initialize. Since VST
/// 3.6.12.
class IPlugInterfaceSupport : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x4FB58B9E, 0x9EAA4E0F, 0xAB361C1C, 0xCCB56FEA);

  /// [main] kResultTrue when the host uses the interface.
  virtual TResult isPlugInterfaceSupported(const Tuid& wanted) = 0;

 protected:
  ~IPlugInterfaceSupport() = default;
};

}  // namespace attacca::vst3
