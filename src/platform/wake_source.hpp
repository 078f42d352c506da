// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::core {

/// Something that an event loop can wait for and that any thread can make ready: an eventfd under
/// Linux, a pipe under macOS, an event under Windows.
class WakeSource {
 public:
  /// May fail for want of descriptors; see usable(). [not audio]
  WakeSource() noexcept;
  ~WakeSource();
  WakeSource(const WakeSource&) = delete;
  WakeSource& operator=(const WakeSource&) = delete;

  [[nodiscard]] bool usable() const noexcept { return native_ >= 0; }
  /// What a loop waits for, as in EventLoop::Source: under Linux and macOS a descriptor.
  [[nodiscard]] std::intptr_t native() const noexcept { return native_; }

  /// Ready from now on; false if it is not usable. [not audio]
  bool wake() const noexcept;
  /// Not ready any more. [not audio]
  void clear() const noexcept;

 private:
  std::intptr_t native_;
  [[maybe_unused]] std::intptr_t trigger_ = -1;  ///< what makes it ready: under Linux the same one
};

}  // namespace attacca::core
