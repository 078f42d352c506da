// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/bell.hpp"

#include <utility>

namespace attacca::vst3_wrapper {

constinit thread_local const Bell* Bell::answered = nullptr;

Bell::Bell(core::MainThread& main)
    : main_(main),
      loop_call_([this] {
        const Answer answer(*this);
        main_.come_in();
      }),
      thread_([this] {
        // A loop may have come meanwhile, and then its thread is the main one.
        const std::shared_ptr<RunLoopBell> loop = loop_bell();
        loop_call_.want();
        if (loop != nullptr && loop->ring()) return;
        const Answer answer(*this);
        main_.stand_in();
      }) {}

std::shared_ptr<RunLoopBell> Bell::loop_bell() const noexcept {
  const std::lock_guard lock(mutex_);
  return loop_bell_;
}

void Bell::use(vst3::Ref<vst3::IRunLoop> loop) {
  const std::lock_guard lock(mutex_);
  std::swap(wanted_loop_, loop);
  changes_.leave(1);
}

void Bell::set_active(bool active) {
  const std::lock_guard lock(mutex_);
  wanted_active_ = active;
  changes_.leave(1);
}

void Bell::sync() noexcept {
  if (!changes_.anything_left()) return;
  (void)changes_.ask(0, [this](core::AskAgain::Requests) noexcept {
    vst3::Ref<vst3::IRunLoop> loop;
    bool active = false;
    {
      const std::lock_guard lock(mutex_);
      loop = wanted_loop_;
      active = wanted_active_;
    }
    change(std::move(loop), active);
  });
}

/// One step of sync().
void Bell::change(vst3::Ref<vst3::IRunLoop> loop, bool active) noexcept {
  const bool same_loop = loop == loop_;
  std::shared_ptr<RunLoopBell> before = loop_bell();
  std::shared_ptr<RunLoopBell> after = before;
  if (!same_loop) after = loop ? RunLoopBell::share(loop) : nullptr;
  if (before != after) {
    if (after != nullptr) after->add(loop_call_);
    {
      const std::lock_guard lock(mutex_);
      loop_bell_ = after;
    }
    if (before != nullptr) before->remove(loop_call_);
  }
  if (before != nullptr && active_ && (before != after || !active)) before->count_active(false);
  if (after != nullptr && active && (before != after || !active_)) after->count_active(true);
  if (after != nullptr && after->serves()) {
    thread_.pause();
  } else {
    thread_.set_active(active);
  }
  loop_ = std::move(loop);
  active_ = active;
  // Nobody may have heard a ring for the loop that was.
  if (before != after && loop_call_.wanted()) ring();
}

void Bell::close() noexcept {
  const std::shared_ptr<RunLoopBell> loop = loop_bell();
  use(nullptr);
  set_active(false);
  sync();
  if (loop != nullptr) loop->wait_for(loop_call_);
  thread_.close();
}

void Bell::ring() noexcept {
  loop_call_.want();
  const std::shared_ptr<RunLoopBell> loop = loop_bell();
  if (loop != nullptr && loop->ring()) return;
  if (loop != nullptr) changes_.leave(1);  // our thread has to look for notes as well
  thread_.wake();
}

void Bell::ring_from_audio() noexcept {
  loop_call_.note();
  thread_.note();
}

}  // namespace attacca::vst3_wrapper
