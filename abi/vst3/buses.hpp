// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/flags.hpp"
#include "abi/vst3/base/types.hpp"

namespace attacca::vst3 {

/// What a bus carries.
enum class MediaTypes : std::int32_t {
  kAudio = 0,
  kEvent = 1,
  kNumMediaTypes = 2,  ///< the number of types
};

using MediaType = MediaTypes;

/// Which way a bus goes, seen from the plugin.
enum class BusDirections : std::int32_t {
  kInput = 0,
  kOutput = 1,
};

using BusDirection = BusDirections;

/// The role of a bus. Main buses are listed before auxiliary ones.
enum class BusTypes : std::int32_t {
  kMain = 0,  ///< the signal path
  kAux = 1,   ///< side chain and the like
};

using BusType = BusTypes;

/// What the host will use a component for.
enum class IoModes : std::int32_t {
  kSimple = 0,             ///< one in, one out
  kAdvanced = 1,           ///< many in/out
  kOfflineProcessing = 2,  ///< offline context
};

using IoMode = IoModes;

/// One bus of a component. Zero-fill before use; repeated answers must be equal bytewise.
struct BusInfo {
  /// Hints about a bus. Every bus starts inactive; kDefaultActive is only a suggestion.
  enum class BusFlags : std::uint32_t {
    kDefaultActive = 1,     ///< a suggestion
    kIsControlVoltage = 2,  ///< control signal -1..1, not for speakers
  };
  using enum BusFlags;

  MediaType mediaType;     ///< MediaTypes
  BusDirection direction;  ///< BusDirections
  std::int32_t
      channelCount;  ///< channels, or MIDI channels of an event bus; follows setBusArrangements
  String128 name;
  BusType busType;  ///< BusTypes
  BusFlags flags;   ///< hints
};

using BusFlags = BusInfo::BusFlags;

template <>
inline constexpr bool kIsFlags<BusInfo::BusFlags> = true;

/// One end of a connection from an input to an output of a component.
struct RoutingInfo {
  MediaType mediaType;
  std::int32_t busIndex;
  std::int32_t channel;  ///< -1 = every channel
};

}  // namespace attacca::vst3
