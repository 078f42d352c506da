// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <thread>
#include <utility>

#include "tests/support/semaphore.hpp"

namespace attacca::rt::test {

/// A thread that runs one callback at a time, in two steps, and stays inside it for as long as the
/// test likes: `enter` returns when the first half is done and the callback is open; `leave` lets
/// it run the second half and returns when it has ended. No timing is involved.
class SteppedCallback {
 public:
  using Half = std::function<void()>;

  SteppedCallback(Half first, Half second)
      : first_(std::move(first)), second_(std::move(second)), thread_([this] { run(); }) {}
  ~SteppedCallback() {
    stop_ = true;
    may_enter_.release();
    thread_.join();
  }
  SteppedCallback(const SteppedCallback&) = delete;
  SteppedCallback& operator=(const SteppedCallback&) = delete;

  void enter() {
    may_enter_.release();
    is_inside_.acquire();
  }
  void leave() {
    may_leave_.release();
    has_left_.acquire();
  }
  void whole() {
    enter();
    leave();
  }

 private:
  void run() {
    for (;;) {
      may_enter_.acquire();
      if (stop_) return;
      first_();
      is_inside_.release();
      may_leave_.acquire();
      second_();
      has_left_.release();
    }
  }

  Half first_;
  Half second_;
  bool stop_ = false;
  attacca::test::Semaphore may_enter_;
  attacca::test::Semaphore is_inside_;
  attacca::test::Semaphore may_leave_;
  attacca::test::Semaphore has_left_;
  std::thread thread_;
};

}  // namespace attacca::rt::test
