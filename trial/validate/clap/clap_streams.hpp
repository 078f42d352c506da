// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "abi/clap/stream.hpp"
#include "host/plugin/offence.hpp"

namespace attacca::validate {

using Bytes = std::vector<std::byte>;

inline constexpr std::size_t kNoError = std::numeric_limits<std::size_t>::max();

/// A stream to load from: any bytes in pieces of any size, with an error (-1) where wanted. [main]
class ClapReader {
 public:
  ClapReader(std::span<const std::byte> bytes, host::OffenceList& conduct, std::size_t chunk = 0,
             std::size_t fails_at = kNoError);
  ClapReader(const ClapReader&) = delete;
  ClapReader& operator=(const ClapReader&) = delete;

  [[nodiscard]] const clap::IStream* stream() const noexcept { return &stream_; }
  [[nodiscard]] std::size_t position() const noexcept { return position_; }
  /// Whether the plugin was answered with the error.
  [[nodiscard]] bool has_failed() const noexcept { return has_failed_; }

 private:
  static std::int64_t read(const clap::IStream* stream, void* buffer, std::uint64_t size);

  std::span<const std::byte> bytes_;
  host::OffenceList& conduct_;
  const std::size_t chunk_;     ///< most bytes a call; 0: as many as asked for
  const std::size_t fails_at_;  ///< where reading fails
  std::size_t position_ = 0;
  bool has_failed_ = false;
  clap::IStream stream_{};
};

/// A stream to save to, with the same freedom. [main]
class ClapWriter {
 public:
  explicit ClapWriter(host::OffenceList& conduct, std::size_t chunk = 0,
                      std::size_t fails_at = kNoError);
  ClapWriter(const ClapWriter&) = delete;
  ClapWriter& operator=(const ClapWriter&) = delete;

  [[nodiscard]] const clap::OStream* stream() const noexcept { return &stream_; }
  [[nodiscard]] const Bytes& bytes() const noexcept { return bytes_; }
  [[nodiscard]] bool has_failed() const noexcept { return has_failed_; }

 private:
  static std::int64_t write(const clap::OStream* stream, const void* buffer, std::uint64_t size);

  Bytes bytes_;
  host::OffenceList& conduct_;
  const std::size_t chunk_;
  const std::size_t fails_at_;
  bool has_failed_ = false;
  clap::OStream stream_{};
};

}  // namespace attacca::validate
