// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/clap/clap_streams.hpp"

#include <algorithm>
#include <cstring>

namespace attacca::validate {

namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 28;

std::size_t piece(std::size_t chunk, std::uint64_t size, std::size_t room) {
  const std::uint64_t wanted = chunk > 0 ? std::min<std::uint64_t>(chunk, size) : size;
  return static_cast<std::size_t>(std::min<std::uint64_t>(wanted, room));
}

}  // namespace

ClapReader::ClapReader(std::span<const std::byte> bytes, host::OffenceList& conduct,
                       std::size_t chunk, std::size_t fails_at)
    : bytes_(bytes), conduct_(conduct), chunk_(chunk), fails_at_(fails_at) {
  stream_ = {this, read};
}

std::int64_t ClapReader::read(const clap::IStream* stream, void* buffer, std::uint64_t size) {
  auto& self = *static_cast<ClapReader*>(stream->ctx);
  if (buffer == nullptr && size > 0) {
    self.conduct_.add(host::OffenceKind::state_stream_misused);
    return -1;
  }
  if (self.position_ >= self.fails_at_) {
    self.has_failed_ = true;
    return -1;
  }
  const std::size_t end = std::min(self.bytes_.size(), self.fails_at_);
  const std::size_t count = piece(self.chunk_, size, end - self.position_);
  if (count > 0) std::memcpy(buffer, self.bytes_.data() + self.position_, count);
  self.position_ += count;
  return static_cast<std::int64_t>(count);
}

ClapWriter::ClapWriter(host::OffenceList& conduct, std::size_t chunk, std::size_t fails_at)
    : conduct_(conduct), chunk_(chunk), fails_at_(fails_at) {
  stream_ = {this, write};
}

std::int64_t ClapWriter::write(const clap::OStream* stream, const void* buffer,
                               std::uint64_t size) {
  auto& self = *static_cast<ClapWriter*>(stream->ctx);
  if (buffer == nullptr && size > 0) {
    self.conduct_.add(host::OffenceKind::state_stream_misused);
    return -1;
  }
  const std::size_t end = std::min(kMostBytes, self.fails_at_);
  if (size > 0 && self.bytes_.size() >= end) {
    self.has_failed_ = true;
    return -1;
  }
  const std::size_t count = piece(self.chunk_, size, end - self.bytes_.size());
  const auto* const begin = static_cast<const std::byte*>(buffer);
  self.bytes_.insert(self.bytes_.end(), begin, begin + count);
  return static_cast<std::int64_t>(count);
}

}  // namespace attacca::validate
