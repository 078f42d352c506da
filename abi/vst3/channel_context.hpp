// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/attribute_list.hpp"
#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// The keys of IInfoListener's list. Texts are strings, their lengths and the indexes integers
/// (indexes start at 1); kColor is an integer with ARGB in its low 32 bits; kImage is a PNG;
/// kPluginLocation is a ChannelPluginLocation.
namespace channel_context {
inline constexpr char kUID[] = "channel uid";
inline constexpr char kUIDLength[] = "channel uid length";
inline constexpr char kRuntimeID[] = "channel runtime id";
inline constexpr char kName[] = "channel name";
inline constexpr char kNameLength[] = "channel name length";
inline constexpr char kColor[] = "channel color";
inline constexpr char kIndex[] = "channel index";
inline constexpr char kIndexNamespaceOrder[] = "channel index namespace order";
inline constexpr char kIndexNamespace[] = "channel index namespace";
inline constexpr char kIndexNamespaceLength[] = "channel index namespace length";
inline constexpr char kImage[] = "channel image";
inline constexpr char kPluginLocation[] = "channel plugin location";
}  // namespace channel_context

/// Where on the channel a plugin sits.
enum class ChannelPluginLocation : std::int32_t {
  kPreVolumeFader = 0,   ///< before fader
  kPostVolumeFader = 1,  ///< after fader
  kUsedAsPanner = 2,     ///< panner slot
};

/// The parts of a colour.
constexpr ColorComponent alpha_of(ColorSpec color) noexcept {
  return static_cast<ColorComponent>(color >> 24U);
}
constexpr ColorComponent red_of(ColorSpec color) noexcept {
  return static_cast<ColorComponent>(color >> 16U);
}
constexpr ColorComponent green_of(ColorSpec color) noexcept {
  return static_cast<ColorComponent>(color >> 8U);
}
constexpr ColorComponent blue_of(ColorSpec color) noexcept {
  return static_cast<ColorComponent>(color);
}

/// Receives name, colour and place of the channel that the plugin sits on.
/// Implemented by the plugin; reached through IEditController. Since VST 3.6.5.
class IInfoListener : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x0F194781, 0x8D984ADA, 0xBBA0C1EF, 0xC011D8D0);

  /// [main; initialized to processing] Some of the keys of channel_context; keep old values for
  /// those that are absent.
  virtual TResult setChannelContextInfos(IAttributeList* list) = 0;

 protected:
  ~IInfoListener() = default;
};

}  // namespace attacca::vst3
