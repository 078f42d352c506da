// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace attacca::package {

/// A digest (FIPS 180-4) over bytes that come in pieces; SHA-1 protects nothing. [any], one thread
/// at a time
class Digest {
 public:
  enum class Kind : std::uint8_t { sha1, sha256 };

  /// False in programs that were built without Nettle (plugins' builds can be): none may be made.
  [[nodiscard]] static bool is_available() noexcept;

  explicit Digest(Kind kind);
  ~Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  void add(std::span<const std::byte> bytes);
  /// Once, at the end.
  [[nodiscard]] std::vector<std::uint8_t> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace attacca::package
