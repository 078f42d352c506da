// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// A stream of bytes with one cursor for reading and writing; carries every state. Used on the
/// thread of the call that hands it over, until that call returns.
/// Implemented by the host. Mandatory.
class IBStream : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xC3BF6EA2, 0x30994752, 0x9B6BF990, 0x1EE33E9B);

  /// Where a seek counts from.
  enum class IStreamSeekMode : std::int32_t {
    kIBSeekSet = 0,
    kIBSeekCur = 1,
    kIBSeekEnd = 2,
  };
  using enum IStreamSeekMode;

  /// [any] Reads up to numBytes. Fewer may come, with kResultOk or kResultFalse: loop until the
  /// count is 0. numBytesRead may be null.
  virtual TResult read(void* buffer, std::int32_t numBytes, std::int32_t* numBytesRead) = 0;

  /// [any] Writes numBytes from buffer, which is not changed. Check the count; numBytesWritten
  /// may be null.
  virtual TResult write(void* buffer, std::int32_t numBytes, std::int32_t* numBytesWritten) = 0;

  /// [any] Moves the cursor; not every stream can seek to its end. Out: result, the new position;
  /// may be null.
  virtual TResult seek(std::int64_t pos, IStreamSeekMode mode, std::int64_t* result) = 0;

  /// [any] Out: pos, the position from the start.
  virtual TResult tell(std::int64_t* pos) = 0;

 protected:
  ~IBStream() = default;
};

using IStreamSeekMode = IBStream::IStreamSeekMode;

/// The length of a stream, where the stream knows it.
/// Implemented by the host; reached through IBStream.
class ISizeableStream : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x04F9549E, 0xE02F4E6E, 0x87E86A87, 0x47F4E17F);

  /// [any] Out: size in bytes.
  virtual TResult getStreamSize(std::int64_t& size) = 0;

  /// [any] Cuts or extends the stream to `size` bytes.
  virtual TResult setStreamSize(std::int64_t size) = 0;

 protected:
  ~ISizeableStream() = default;
};

}  // namespace attacca::vst3
