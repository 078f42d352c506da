// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "vst3/main_gate.hpp"

namespace attacca::vst3_wrapper {

void MainGate::enter() noexcept {
  mutex_.lock();
  ++depth_;
}

void MainGate::leave() noexcept {
  const bool main = is_main();
  if (depth_ == 1 && main && waiting_.exchange(false, std::memory_order_acq_rel)) {
    client_.run_waiting();
  }
  const bool outermost = --depth_ == 0;
  mutex_.unlock();
  if (outermost && main) client_.deliver();
}

void MainGate::stand_in() noexcept {
  stand_in_.store(std::this_thread::get_id(), std::memory_order_relaxed);
  { MainCall call(*this); }
  stand_in_.store(std::thread::id(), std::memory_order_relaxed);
}

}  // namespace attacca::vst3_wrapper
