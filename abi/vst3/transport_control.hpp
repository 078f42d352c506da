// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Which member of TransportPosition is meant.
enum class TransportPositionType : std::int32_t {
  Samples = 0,
  QuarterNotes = 1,
};

/// A place in the project.
struct TransportPosition {
  TransportPositionType type;
  union {
    TSamples samples;
    TQuarterNotes quarterNotes;
  };
};

/// Asks the host to start, stop and locate. It may refuse.
/// Implemented by the host; reached through IComponentHandler. Since VST 3.8.1.
class ITransportControl : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xD752F52D, 0x004348A0, 0xB431B045, 0xF0DCA49C);

  /// What the transport shall do.
  enum class Action : std::int32_t {
    Locate = 0,
    PlaybackStart = 1,
    PlaybackStop = 2,
    LocateAndPlaybackStart = 3,
    PlaybackStopAndLocate = 4,
    RecordOnPlaybackStart = 5,
    LocateAndRecordOnPlaybackStart = 6,
    RecordOff = 7,
    RecordOffPlaybackStop = 8,
    RecordOffPlaybackStopAndLocate = 9,
    SetCycleStart = 10,
    SetCycleEnd = 11,
    CycleOn = 12,
    CycleOff = 13,
  };
  using enum Action;

  /// [main; initialized or connected] Asks for an action; `position` for those that locate,
  /// otherwise null.
  virtual TResult requestAction(Action action, TransportPosition* position) = 0;

  /// [main; initialized or connected] kResultTrue when the host can do it.
  virtual TResult isActionSupported(Action action) = 0;

 protected:
  ~ITransportControl() = default;
};

}  // namespace attacca::vst3
