// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/flags.hpp"
#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"
#include "abi/vst3/buses.hpp"
#include "abi/vst3/process_data.hpp"

namespace attacca::vst3 {

/// Answers of IAudioProcessor::getTailSamples besides a number of samples.
inline constexpr std::uint32_t kNoTail = 0;
inline constexpr std::uint32_t kInfiniteTail = 0xFFFFFFFF;

/// The sound of a component; another interface of the same object.
/// Implemented by the plugin; reached through IComponent. Mandatory.
class IAudioProcessor : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x42043F99, 0xB7DA453C, 0xA569E79D, 0x9AAEC33D);

  /// [main; initialized to set up] The host proposes the channels of every bus. kResultTrue only
  /// when all were taken exactly; otherwise adapt the main buses or keep everything, answer
  /// kResultFalse, and the host reads back. Never while active.
  virtual TResult setBusArrangements(SpeakerArrangement* inputs, std::int32_t numIns,
                                     SpeakerArrangement* outputs, std::int32_t numOuts) = 0;

  /// [main; initialized to processing] Fills `arr`, in agreement with BusInfo::channelCount. Mono
  /// is kSpeakerM, not kSpeakerL.
  virtual TResult getBusArrangement(BusDirection dir, std::int32_t index,
                                    SpeakerArrangement& arr) = 0;

  /// [main; initialized or connected] kResultTrue or kResultFalse.
  virtual TResult canProcessSampleSize(SymbolicSampleSizes symbolicSampleSize) = 0;

  /// [main; set up] The delay in samples; read again after every activation.
  virtual std::uint32_t getLatencySamples() = 0;

  /// [main; initialized or connected] Sets sample rate, limit, precision and mode. Only while
  /// inactive.
  virtual TResult setupProcessing(ProcessSetup& setup) = 0;

  /// [any; activated] Processing is about to start (1) or has stopped (0). Light work
  /// only; kNotImplemented is tolerated.
  virtual TResult setProcessing(TBool state) = 0;

  /// [audio; processing] Renders one block. Must answer kResultOk for a flush as well. No locks,
  /// no allocation, no calls out to the host beyond the lists in `data`.
  virtual TResult process(ProcessData& data) = 0;

  /// [main; set up] Samples that sound after the input went silent: kNoTail, a number, or
  /// kInfiniteTail.
  virtual std::uint32_t getTailSamples() = 0;

 protected:
  ~IAudioProcessor() = default;
};

/// Receives how long a bus takes from here to the ear (or from the input).
/// Implemented by the plugin; reached through IAudioProcessor. Since VST 3.1.0.
class IAudioPresentationLatency : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x309ECE78, 0xEB7D4FAE, 0x8B2225D9, 0x09FD08B6);

  /// [main; activated] Latency of one bus in samples.
  virtual TResult setAudioPresentationLatencySamples(BusDirection dir, std::int32_t busIndex,
                                                     std::uint32_t latencyInSamples) = 0;

 protected:
  ~IAudioPresentationLatency() = default;
};

/// Says which parts of ProcessContext the plugin reads. Asked once before setActive; what was not
/// asked for may be missing.
/// Implemented by the plugin; reached through IAudioProcessor. Since VST 3.7.0. Mandatory.
class IProcessContextRequirements : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x2A654303, 0xEF764E3D, 0x95B5FE83, 0x730EF6D0);

  /// Parts of ProcessContext; each names the state bit it is delivered with.
  enum class Flags : std::uint32_t {
    kNeedSystemTime = 1,             ///< kSystemTimeValid
    kNeedContinousTimeSamples = 2,   ///< kContTimeValid
    kNeedProjectTimeMusic = 4,       ///< kProjectTimeMusicValid
    kNeedBarPositionMusic = 8,       ///< kBarPositionValid
    kNeedCycleMusic = 16,            ///< kCycleValid
    kNeedSamplesToNextClock = 0x20,  ///< kClockValid
    kNeedTempo = 0x40,               ///< kTempoValid
    kNeedTimeSignature = 0x80,       ///< kTimeSigValid
    kNeedChord = 0x100,              ///< kChordValid
    kNeedFrameRate = 0x200,          ///< kSmpteValid
    kNeedTransportState = 0x400,     ///< kPlaying kCycleActive kRecording
  };
  using enum Flags;

  /// [main; set up] The mask of needed parts.
  virtual Flags getProcessContextRequirements() = 0;

 protected:
  ~IProcessContextRequirements() = default;
};

template <>
inline constexpr bool kIsFlags<IProcessContextRequirements::Flags> = true;

}  // namespace attacca::vst3
