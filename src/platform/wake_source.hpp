// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::core {

/// Something that an event loop can wait for and that any thread can make ready: an eventfd under
/// Linux.
class WakeSource {
 public:
  /// May fail for want of descriptors; see usable(). [not audio]
  WakeSource() noexcept;
  ~WakeSource();
  WakeSource(const WakeSource&) = delete;
  WakeSource& operator=(const WakeSource&) = delete;

  [[nodiscard]] bool usable() const noexcept { return descriptor_ >= 0; }
  /// What a loop waits for: ready while it can be read.
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

  /// Ready from now on; false if it is not usable. [not audio]
  bool wake() const noexcept;
  /// Not ready any more. [not audio]
  void clear() const noexcept;

 private:
  int descriptor_;
};

}  // namespace attacca::core
