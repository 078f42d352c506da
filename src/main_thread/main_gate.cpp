// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/main_gate.hpp"

namespace attacca::vst3_wrapper {

bool MainGate::ask() noexcept {
  waiting_.store(true, std::memory_order_release);
  return !is_me(passing_);
}

void MainGate::enter() noexcept {
  mutex_.lock();
  if (++depth_ == 1 && is_me(main_)) set(passing_, std::this_thread::get_id());
}

void MainGate::leave() noexcept {
  const bool main = is_main();
  if (depth_ == 1) {
    // From here on whoever asks wakes somebody: this thread looks for the last time.
    if (is_me(passing_)) set(passing_, {});
    if (main && waiting_.exchange(false, std::memory_order_acq_rel)) client_.run_waiting();
  }
  const bool outermost = --depth_ == 0;
  mutex_.unlock();
  if (outermost && main) client_.deliver();
}

void MainGate::stand_in() noexcept {
  set(stand_in_, std::this_thread::get_id());
  {
    const MainCall call(*this);
  }
  set(stand_in_, {});
}

MainGate::Promise::Promise(MainGate& gate) noexcept
    : gate_(gate), given_(is_me(gate.main_) && !is_me(gate.passing_)) {
  if (given_) set(gate_.passing_, std::this_thread::get_id());
}

MainGate::Promise::~Promise() {
  if (given_) const MainCall keep(gate_);
}

}  // namespace attacca::vst3_wrapper
