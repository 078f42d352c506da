// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "abi/vst3/attribute_list.hpp"
#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/base/stream.hpp"
#include "host/vst3/attribute_list.hpp"

namespace attacca::validate {

/// How a state stream behaves; all of it happens in hosts.
struct StreamHabits {
  std::size_t read_chunk = 0;   ///< At most so many bytes a read; 0: as many as wanted.
  std::size_t write_chunk = 0;  ///< At most so many bytes a write; 0: as many as wanted.
  bool can_seek = true;         ///< Without: seek and tell are refused, no ISizeableStream.
  bool fails_reads = false;     ///< Reads answer an error and no bytes.
  bool fails_writes = false;    ///< Writes answer an error and take no bytes.
  /// What IStreamAttributes says of the stream's origin (vst3::state_type); empty: no such
  /// interface.
  std::string state_type = {};
  bool lacks_attributes = false;  ///< IStreamAttributes is there, its list is null.
};

/// A stream over bytes in memory with habits. Not to be used by two threads at once.
class TestStream final
    : public vst3::Implements<vst3::IBStream, vst3::ISizeableStream, vst3::IStreamAttributes> {
 public:
  explicit TestStream(StreamHabits habits = {}, std::vector<std::byte> bytes = {});

  [[nodiscard]] const std::vector<std::byte>& bytes() const noexcept { return bytes_; }
  void rewind() noexcept { position_ = 0; }

  vst3::TResult read(void* buffer, std::int32_t numBytes, std::int32_t* numBytesRead) override;
  vst3::TResult write(void* buffer, std::int32_t numBytes, std::int32_t* numBytesWritten) override;
  vst3::TResult seek(std::int64_t pos, vst3::IStreamSeekMode mode, std::int64_t* result) override;
  vst3::TResult tell(std::int64_t* pos) override;
  vst3::TResult getStreamSize(std::int64_t& size) override;
  vst3::TResult setStreamSize(std::int64_t size) override;
  vst3::TResult getFileName(vst3::String128 name) override;
  vst3::IAttributeList* getAttributes() override;

 private:
  bool offers(const vst3::Tuid& wanted) const noexcept override;

  const StreamHabits habits_;
  std::vector<std::byte> bytes_;
  std::size_t position_ = 0;
  vst3::Ref<host::AttributeList> attributes_ = vst3::make_ref<host::AttributeList>();
};

}  // namespace attacca::validate
