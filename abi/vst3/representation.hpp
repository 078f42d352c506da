// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/stream.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// For which device a representation is asked. UTF-8 text.
struct RepresentationInfo {
  static constexpr std::int32_t kNameSize = 64;

  char vendor[64];
  char name[64];
  char version[64];
  char host[64];  ///< optional
};

/// Describes the parameters for the knobs of a remote control.
/// Implemented by the plugin; reached through IEditController. Since VST 3.5.0.
class IXmlRepresentationController : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xA81A0471, 0x48C34DC4, 0xAC30C9E1, 0x3C8393D5);

  /// [main; initialized] Writes the XML for that device to `stream`.
  virtual TResult getXmlRepresentationStream(RepresentationInfo& info, IBStream* stream) = 0;

 protected:
  ~IXmlRepresentationController() = default;
};

}  // namespace attacca::vst3
