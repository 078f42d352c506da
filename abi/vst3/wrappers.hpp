// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Turns MPE input into note expressions; on unless switched off.
/// Implemented by the host; reached through the context of IPluginBase::initialize. Since VST
/// 3.6.12.
class IVst3WrapperMPESupport : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x44149067, 0x42CF4BF9, 0x8800B750, 0xF7359FE3);

  /// [main] Switches it on (1) or off (0).
  virtual TResult enableMPEInputProcessing(TBool state) = 0;

  /// [main] Channels, counted from 0; by default master 0 and members 1..14.
  virtual TResult setMPEInputDeviceSettings(std::int32_t masterChannel,
                                            std::int32_t memberBeginChannel,
                                            std::int32_t memberEndChannel) = 0;

 protected:
  ~IVst3WrapperMPESupport() = default;
};

/// Marks a host that shows the plugin as VST2. No methods of its own.
/// Implemented by the host; reached through the context of IPluginBase::initialize. Since VST
/// 3.1.0.
class IVst3ToVst2Wrapper : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x29633AEC, 0x1D1C47E2, 0xBB85B97B, 0xD36EAC61);

 protected:
  ~IVst3ToVst2Wrapper() = default;
};

/// Marks a host that shows the plugin as Audio Unit. No methods of its own.
/// Implemented by the host; reached through the context of IPluginBase::initialize. Since VST
/// 3.1.0.
class IVst3ToAUWrapper : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xA3B8C6C5, 0xC0954688, 0xB0916F0B, 0xB697AA44);

 protected:
  ~IVst3ToAUWrapper() = default;
};

/// Marks a host that shows the plugin as AAX. No methods of its own.
/// Implemented by the host; reached through the context of IPluginBase::initialize. Since VST
/// 3.6.8.
class IVst3ToAAXWrapper : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x6D319DC6, 0x60C56242, 0xB32C951B, 0x93BEF4C6);

 protected:
  ~IVst3ToAAXWrapper() = default;
};

}  // namespace attacca::vst3
