// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/stream.hpp"

namespace attacca::host {

/// A stream over bytes in memory. With a chunk, each read and write moves at most that many bytes,
/// as streams over files and sockets do.
class MemoryStream final : public vst3::Implements<vst3::IBStream, vst3::ISizeableStream> {
 public:
  static constexpr std::size_t kMaxSize = std::size_t{1} << 30;

  explicit MemoryStream(std::size_t chunk = 0) : chunk_(chunk) {}
  MemoryStream(std::span<const std::byte> bytes, std::size_t chunk)
      : bytes_(bytes.begin(), bytes.end()), chunk_(chunk) {}

  vst3::TResult read(void* buffer, std::int32_t numBytes, std::int32_t* numBytesRead) override;
  vst3::TResult write(void* buffer, std::int32_t numBytes, std::int32_t* numBytesWritten) override;
  vst3::TResult seek(std::int64_t pos, vst3::IStreamSeekMode mode, std::int64_t* result) override;
  vst3::TResult tell(std::int64_t* pos) override;
  vst3::TResult getStreamSize(std::int64_t& size) override;
  vst3::TResult setStreamSize(std::int64_t size) override;

  void rewind() noexcept { position_ = 0; }
  [[nodiscard]] const std::vector<std::byte>& bytes() const noexcept { return bytes_; }
  /// How many calls had arguments that make no sense.
  [[nodiscard]] std::uint32_t misuses() const noexcept { return misuses_; }

 private:
  [[nodiscard]] std::size_t limit(std::int32_t wanted) const noexcept;

  std::vector<std::byte> bytes_;
  std::size_t chunk_ = 0;
  std::size_t position_ = 0;
  std::uint32_t misuses_ = 0;
};

}  // namespace attacca::host
