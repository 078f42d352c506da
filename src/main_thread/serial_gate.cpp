// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/serial_gate.hpp"

namespace attacca::core {

void SerialGate::enter(unsigned depth) {
  const std::thread::id self = std::this_thread::get_id();
  std::unique_lock lock(mutex_);
  free_.wait(lock, [&] { return depth_ == 0 || owner_ == self; });
  owner_ = self;
  depth_ += depth;
}

void SerialGate::leave(unsigned depth) noexcept {
  const std::lock_guard lock(mutex_);
  depth_ -= depth;
  if (depth_ == 0) {
    owner_ = {};
    free_.notify_one();
  }
}

unsigned SerialGate::leave_all() noexcept {
  unsigned depth = 0;
  {
    const std::lock_guard lock(mutex_);
    if (owner_ == std::this_thread::get_id()) depth = depth_;
  }
  if (depth > 0) leave(depth);
  return depth;
}

}  // namespace attacca::core
