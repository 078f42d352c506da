// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

using DataExchangeQueueID = std::uint32_t;
using DataExchangeBlockID = std::uint32_t;
/// Chosen by the plugin to distinguish its queues.
using DataExchangeUserContextID = std::uint32_t;
inline constexpr DataExchangeQueueID kInvalidDataExchangeQueueID = 0x7FFFFFFF;
inline constexpr DataExchangeBlockID kInvalidDataExchangeBlockID = 0x7FFFFFFF;

/// One block of a queue.
struct DataExchangeBlock {
  void* data;
  std::uint32_t size;           ///< bytes
  DataExchangeBlockID blockID;  ///< kInvalidDataExchangeBlockID: none
};

/// Carries blocks of bytes from the audio thread to the controller without locks.
/// Implemented by the host; reached through the context of IPluginBase::initialize. Since VST
/// 3.7.9.
class IDataExchangeHandler : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x36D551BD, 0x6FF54F08, 0xB48E830D, 0x8BD5A03B);

  /// [main; connected] Opens a queue of numBlocks blocks of blockSize bytes; alignment 0 is the
  /// default. While inactive, best in setupProcessing. Out: outID.
  virtual TResult openQueue(IAudioProcessor* processor, std::uint32_t blockSize,
                            std::uint32_t numBlocks, std::uint32_t alignment,
                            DataExchangeUserContextID userContextID,
                            DataExchangeQueueID* outID) = 0;

  /// [main; connected] Closes a queue.
  virtual TResult closeQueue(DataExchangeQueueID queueID) = 0;

  /// [audio; processing] Fills `block` with a free one; kOutOfMemory when there is none.
  virtual TResult lockBlock(DataExchangeQueueID queueId, DataExchangeBlock* block) = 0;

  /// [audio; processing] Gives the block back and, with sendToController 1, sends it.
  virtual TResult freeBlock(DataExchangeQueueID queueId, DataExchangeBlockID blockID,
                            TBool sendToController) = 0;

 protected:
  ~IDataExchangeHandler() = default;
};

/// Receives the blocks of the audio thread.
/// Implemented by the plugin; reached through IEditController. Since VST 3.7.9.
class IDataExchangeReceiver : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x45A759DC, 0x84FA4907, 0xABCB6175, 0x2FC786B6);

  /// [main] The processor opened a queue. Out: dispatchOnBackgroundThread, 1 to receive off the
  /// main thread.
  virtual void queueOpened(DataExchangeUserContextID userContextID, std::uint32_t blockSize,
                           TBool& dispatchOnBackgroundThread) = 0;

  /// [main] The processor closed it.
  virtual void queueClosed(DataExchangeUserContextID userContextID) = 0;

  /// [any] Blocks came; valid during the call.
  virtual void onDataExchangeBlocksReceived(DataExchangeUserContextID userContextID,
                                            std::uint32_t numBlocks, DataExchangeBlock* blocks,
                                            TBool onBackgroundThread) = 0;

 protected:
  ~IDataExchangeReceiver() = default;
};

}  // namespace attacca::vst3
