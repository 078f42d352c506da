// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/types.hpp"
#include "abi/vst3/process_context.hpp"

namespace attacca::vst3 {

class IEventList;
class IParameterChanges;

/// The type of a sample.
enum class SymbolicSampleSizes : std::int32_t {
  kSample32 = 0,  ///< float
  kSample64 = 1,  ///< double
};

/// Why the host processes. Realtime and prefetch may alternate from block to block.
enum class ProcessModes : std::int32_t {
  kRealtime = 0,  ///< live
  kPrefetch = 1,  ///< ahead of time, realtime quality
  kOffline = 2,   ///< render; switching needs setupProcessing
};

/// What IAudioProcessor::setupProcessing fixes until the next setup.
struct ProcessSetup {
  ProcessModes processMode;                ///< mode at the start
  SymbolicSampleSizes symbolicSampleSize;  ///< type of the samples
  std::int32_t maxSamplesPerBlock;         ///< upper limit; blocks may be shorter, down to 0
  SampleRate sampleRate;
};

/// The channels of one bus in one block. Inputs are never written, unless the same memory is an
/// output. Pointers may be null for an inactive bus, and numChannels 0 in a flush.
struct AudioBusBuffers {
  std::int32_t numChannels;
  std::uint64_t silenceFlags;  ///< bit per channel, 1 is all zeros; a hint on input, to be written
                               ///< on output every block
  union {
    Sample32** channelBuffers32;
    Sample64** channelBuffers64;
  };
};

/// One call of IAudioProcessor::process. With numSamples 0, no buses or null buffers it is a
/// parameter flush: apply the changes, touch no buffer, answer kResultOk.
struct ProcessData {
  ProcessModes processMode;  ///< may flip realtime/prefetch without new setup
  SymbolicSampleSizes symbolicSampleSize;
  std::int32_t numSamples;                    ///< 0..maxSamplesPerBlock
  std::int32_t numInputs;                     ///< may be below the number of buses
  std::int32_t numOutputs;                    ///< may be below the number of buses
  AudioBusBuffers* inputs;                    ///< numInputs buses
  AudioBusBuffers* outputs;                   ///< numOutputs buses
  IParameterChanges* inputParameterChanges;   ///< may be null
  IParameterChanges* outputParameterChanges;  ///< may be null
  IEventList* inputEvents;                    ///< may be null
  IEventList* outputEvents;                   ///< may be null
  ProcessContext* processContext;             ///< may be null
};

}  // namespace attacca::vst3
