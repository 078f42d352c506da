// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/vst3/test_stream.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "abi/vst3/presets.hpp"
#include "host/vst3/utf16.hpp"

namespace attacca::validate {

using namespace vst3;  // the results, which every line names

namespace {

constexpr std::int64_t kMaxSize = std::int64_t{1} << 28;

std::size_t limited(std::int32_t wanted, std::size_t chunk) {
  const auto size = static_cast<std::size_t>(std::max(wanted, 0));
  return chunk > 0 ? std::min(size, chunk) : size;
}

}  // namespace

TestStream::TestStream(StreamHabits habits, std::vector<std::byte> bytes)
    : habits_(std::move(habits)), bytes_(std::move(bytes)) {
  if (habits_.state_type.empty()) return;
  (void)attributes_->setString(preset_attributes::kStateType,
                               host::to_utf16(habits_.state_type).c_str());
}

bool TestStream::offers(const Tuid& wanted) const noexcept {
  if (wanted == ISizeableStream::iid) return habits_.can_seek;
  if (wanted == IStreamAttributes::iid) {
    return !habits_.state_type.empty() || habits_.lacks_attributes;
  }
  return true;
}

TResult TestStream::read(void* buffer, std::int32_t numBytes, std::int32_t* numBytesRead) {
  if (numBytesRead != nullptr) *numBytesRead = 0;
  if (habits_.fails_reads) return kInternalError;
  if (numBytes < 0 || (buffer == nullptr && numBytes > 0)) return kInvalidArgument;
  const std::size_t left = position_ < bytes_.size() ? bytes_.size() - position_ : 0;
  const std::size_t count = std::min(limited(numBytes, habits_.read_chunk), left);
  if (count > 0) std::memcpy(buffer, bytes_.data() + position_, count);
  position_ += count;
  if (numBytesRead != nullptr) *numBytesRead = static_cast<std::int32_t>(count);
  return kResultOk;
}

TResult TestStream::write(void* buffer, std::int32_t numBytes, std::int32_t* numBytesWritten) {
  if (numBytesWritten != nullptr) *numBytesWritten = 0;
  if (habits_.fails_writes) return kInternalError;
  if (numBytes < 0 || (buffer == nullptr && numBytes > 0)) return kInvalidArgument;
  const std::size_t count = limited(numBytes, habits_.write_chunk);
  if (position_ + count > static_cast<std::size_t>(kMaxSize)) return kOutOfMemory;
  if (position_ + count > bytes_.size()) bytes_.resize(position_ + count);
  if (count > 0) std::memcpy(bytes_.data() + position_, buffer, count);
  position_ += count;
  if (numBytesWritten != nullptr) *numBytesWritten = static_cast<std::int32_t>(count);
  return kResultOk;
}

TResult TestStream::seek(std::int64_t pos, IStreamSeekMode mode, std::int64_t* result) {
  if (!habits_.can_seek) return kNotImplemented;
  std::int64_t from = 0;
  if (mode == IStreamSeekMode::kIBSeekCur) from = static_cast<std::int64_t>(position_);
  if (mode == IStreamSeekMode::kIBSeekEnd) from = static_cast<std::int64_t>(bytes_.size());
  if (pos < -from || pos > kMaxSize - from) return kInvalidArgument;
  position_ = static_cast<std::size_t>(from + pos);
  if (result != nullptr) *result = from + pos;
  return kResultOk;
}

TResult TestStream::tell(std::int64_t* pos) {
  if (!habits_.can_seek) return kNotImplemented;
  if (pos == nullptr) return kInvalidArgument;
  *pos = static_cast<std::int64_t>(position_);
  return kResultOk;
}

TResult TestStream::getStreamSize(std::int64_t& size) {
  size = static_cast<std::int64_t>(bytes_.size());
  return kResultOk;
}

TResult TestStream::setStreamSize(std::int64_t size) {
  if (size < 0 || size > kMaxSize) return kInvalidArgument;
  bytes_.resize(static_cast<std::size_t>(size));
  return kResultOk;
}

TResult TestStream::getFileName(String128 name) {
  constexpr std::u16string_view kName = u"Attacca";
  std::copy(kName.begin(), kName.end(), name);
  name[kName.size()] = u'\0';
  return kResultTrue;
}

IAttributeList* TestStream::getAttributes() {
  return habits_.lacks_attributes ? nullptr : attributes_.get();
}

}  // namespace attacca::validate
