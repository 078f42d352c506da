// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::clap {

/// Where a plugin reads its saved state from. Filled by the host; lives only during the call that
/// hands it over, on that call's thread.
struct IStream {
  /// Private to the host.
  void* ctx;
  /// Reads up to `size` bytes and returns how many: 0 at the end, -1 on error. Short reads are
  /// normal, so call it in a loop.
  std::int64_t (*read)(const IStream* stream, void* buffer, std::uint64_t size);
};

/// Where a plugin writes its state to. Filled by the host; same lifetime rule as IStream.
struct OStream {
  /// Private to the host.
  void* ctx;
  /// Writes up to `size` bytes and returns how many were taken, -1 on error. Short writes are
  /// normal, so call it in a loop.
  std::int64_t (*write)(const OStream* stream, const void* buffer, std::uint64_t size);
};

}  // namespace attacca::clap
