// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::core {

/// Brings somebody to the main thread: the host's own way to be called back (CLAP's
/// request_callback, a run loop), or a thread of ours where the host has none. Each format brings
/// one. Rings coalesce; a ring that comes too often costs one look.
class Bell {
 public:
  /// MainThread's waiting work is done soon. [not audio]
  virtual void ring() noexcept = 0;

  /// The same from the audio thread: no lock, no allocation, no system call of ours. [audio]
  virtual void ring_from_audio() noexcept = 0;

 protected:
  ~Bell() = default;
};

}  // namespace attacca::core
