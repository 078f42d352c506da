// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/main_thread.hpp"

namespace attacca::core {

MainThread::MainThread(Client& client, Bell& bell) noexcept : client_(client), bell_(bell) {
  adopt_this_thread();
}

void MainThread::want() noexcept {
  work_.want();
  if (is_main()) {
    const Call call(*this);
  } else {
    bell_.ring();
  }
}

void MainThread::want_later() noexcept {
  work_.want();
  bell_.ring();
}

void MainThread::want_from_audio() noexcept {
  work_.want();
  bell_.ring_from_audio();
}

void MainThread::stand_in() noexcept {
  set(stand_in_, this_thread_id());
  const Hold hold(*this);
  {
    const Call call(*this);
  }
  set(stand_in_, kNoThread);
}

void MainThread::come_in() noexcept {
  adopt_this_thread();
  work_.want();
  const Call call(*this);
}

void MainThread::let_go() noexcept {
  if (holds_.fetch_sub(1, std::memory_order_acq_rel) > 1) return;
  if (!gone_.exchange(true, std::memory_order_acq_rel)) client_.unused();
}

void MainThread::enter() noexcept {
  hold();
  step_in(1);
}

void MainThread::leave() noexcept {
  const bool main = is_main();
  if (main && depth_ == 1) do_what_waits();
  const bool outside = step_out(1);
  if (outside && main) client_.deliver();
  // A host that let the main thread drop our request: who passes by asks once more.
  if (outside && !main && work_.is_wanted()) bell_.ring();
  let_go();  // the last step: this object may be gone
}

void MainThread::do_what_waits() noexcept {
  if (!work_.work_off([this]() noexcept { client_.run_waiting(); })) bell_.ring();
}

void MainThread::step_in(unsigned depth) noexcept {
  const ThreadId self = this_thread_id();
  std::unique_lock lock(mutex_);
  free_.wait(lock, [&] { return depth_ == 0 || inside_ == self; });
  inside_ = self;
  depth_ += depth;
}

bool MainThread::step_out(unsigned depth) noexcept {
  const std::lock_guard lock(mutex_);
  depth_ -= depth;
  if (depth_ > 0) return false;
  inside_ = kNoThread;
  free_.notify_one();
  return true;
}

unsigned MainThread::step_out_wholly() noexcept {
  unsigned depth = 0;
  {
    const std::lock_guard lock(mutex_);
    if (inside_ == this_thread_id()) depth = depth_;
  }
  if (depth > 0) step_out(depth);
  return depth;
}

}  // namespace attacca::core
