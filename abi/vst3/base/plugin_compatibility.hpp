// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/base/stream.hpp"

namespace attacca::vst3 {

/// Says which older classes a plugin replaces. Hosts prefer moduleinfo.json where the bundle has
/// one; a factory lists at most one such class.
/// Implemented by the plugin; reached through the factory class of category
/// kPluginCompatibilityClass. Since VST 3.7.5.
class IPluginCompatibility : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x4AFD4B6A, 0x35D7C240, 0xA5C31414, 0xFB7D15E6);

  /// [main] Writes only the Compatibility array, as JSON5 text, to `stream`.
  virtual TResult getCompatibilityJSON(IBStream* stream) = 0;

 protected:
  ~IPluginCompatibility() = default;
};

}  // namespace attacca::vst3
