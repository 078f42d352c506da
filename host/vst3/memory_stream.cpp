// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/memory_stream.hpp"

#include <algorithm>
#include <cstring>

namespace attacca::host {

using namespace vst3;  // the results, which every line names

std::size_t MemoryStream::limit(std::int32_t wanted) const noexcept {
  const auto size = static_cast<std::size_t>(wanted);
  return chunk_ > 0 ? std::min(size, chunk_) : size;
}

TResult MemoryStream::read(void* buffer, std::int32_t numBytes, std::int32_t* numBytesRead) {
  if (numBytesRead != nullptr) *numBytesRead = 0;
  if (numBytes < 0 || (buffer == nullptr && numBytes > 0)) {
    ++misuses_;
    return kInvalidArgument;
  }
  const std::size_t left = position_ < bytes_.size() ? bytes_.size() - position_ : 0;
  const std::size_t count = std::min(limit(numBytes), left);
  if (count > 0) std::memcpy(buffer, bytes_.data() + position_, count);
  position_ += count;
  if (numBytesRead != nullptr) *numBytesRead = static_cast<std::int32_t>(count);
  return kResultOk;
}

TResult MemoryStream::write(void* buffer, std::int32_t numBytes, std::int32_t* numBytesWritten) {
  if (numBytesWritten != nullptr) *numBytesWritten = 0;
  if (numBytes < 0 || (buffer == nullptr && numBytes > 0)) {
    ++misuses_;
    return kInvalidArgument;
  }
  const std::size_t count = limit(numBytes);
  if (position_ + count > kMaxSize) return kOutOfMemory;
  if (position_ + count > bytes_.size()) bytes_.resize(position_ + count);
  if (count > 0) std::memcpy(bytes_.data() + position_, buffer, count);
  position_ += count;
  if (numBytesWritten != nullptr) *numBytesWritten = static_cast<std::int32_t>(count);
  return kResultOk;
}

TResult MemoryStream::seek(std::int64_t pos, IStreamSeekMode mode, std::int64_t* result) {
  std::int64_t from = 0;
  if (mode == IStreamSeekMode::kIBSeekCur) from = static_cast<std::int64_t>(position_);
  if (mode == IStreamSeekMode::kIBSeekEnd) from = static_cast<std::int64_t>(bytes_.size());
  if (pos < -from || pos > static_cast<std::int64_t>(kMaxSize) - from) {
    ++misuses_;
    return kInvalidArgument;
  }
  position_ = static_cast<std::size_t>(from + pos);
  if (result != nullptr) *result = from + pos;
  return kResultOk;
}

TResult MemoryStream::tell(std::int64_t* pos) {
  if (pos == nullptr) return kInvalidArgument;
  *pos = static_cast<std::int64_t>(position_);
  return kResultOk;
}

TResult MemoryStream::getStreamSize(std::int64_t& size) {
  size = static_cast<std::int64_t>(bytes_.size());
  return kResultOk;
}

TResult MemoryStream::setStreamSize(std::int64_t size) {
  if (size < 0 || size > static_cast<std::int64_t>(kMaxSize)) {
    ++misuses_;
    return kInvalidArgument;
  }
  bytes_.resize(static_cast<std::size_t>(size));
  return kResultOk;
}

}  // namespace attacca::host
