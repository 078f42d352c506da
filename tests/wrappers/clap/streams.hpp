// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <utility>

#include "abi/clap/stream.hpp"

namespace attacca::clap_test {

/// A stream to read from that hands out at most `chunk` bytes at a time.
class Source {
 public:
  Source(std::string bytes, std::size_t chunk)
      : table_{this, read}, bytes_(std::move(bytes)), chunk_(chunk) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  [[nodiscard]] const clap::IStream* table() const { return &table_; }

  std::function<void()> on_read;

 private:
  static std::int64_t read(const clap::IStream* stream, void* out, std::uint64_t size) {
    auto& self = *static_cast<Source*>(stream->ctx);
    if (self.on_read) self.on_read();
    const std::size_t count = std::min<std::size_t>(
        {static_cast<std::size_t>(size), self.chunk_, self.bytes_.size() - self.at_});
    std::memcpy(out, self.bytes_.data() + self.at_, count);
    self.at_ += count;
    return static_cast<std::int64_t>(count);
  }

  clap::IStream table_;
  std::string bytes_;
  std::size_t chunk_;
  std::size_t at_ = 0;
};

/// A stream to write to that takes at most `chunk` bytes at a time.
class Sink {
 public:
  explicit Sink(std::size_t chunk) : table_{this, write}, chunk_(chunk) {}
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  [[nodiscard]] const clap::OStream* table() const { return &table_; }

  std::string bytes;
  std::function<void()> on_write;

 private:
  static std::int64_t write(const clap::OStream* stream, const void* data, std::uint64_t size) {
    auto& self = *static_cast<Sink*>(stream->ctx);
    if (self.on_write) self.on_write();
    const std::size_t count = std::min(static_cast<std::size_t>(size), self.chunk_);
    self.bytes.append(static_cast<const char*>(data), count);
    return static_cast<std::int64_t>(count);
  }

  clap::OStream table_;
  std::size_t chunk_;
};

}  // namespace attacca::clap_test
