// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/waker.hpp"

#include <cstdint>

#if defined(__linux__)
#include <sys/eventfd.h>
#include <unistd.h>
#endif

namespace attacca::vst3_wrapper {
namespace {

// Event loops of the host's exist under Linux alone; elsewhere these are never reached.
#if defined(__linux__)
int make_bell() noexcept {
  return ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}
bool ring_bell(int bell) noexcept {
  const std::uint64_t one = 1;
  return ::write(bell, &one, sizeof one) == static_cast<ssize_t>(sizeof one);
}
void still_bell(int bell) noexcept {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t size = ::read(bell, &count, sizeof count);
}
void end_bell(int bell) noexcept {
  ::close(bell);
}
#else
int make_bell() noexcept {
  return -1;
}
bool ring_bell(int /*bell*/) noexcept {
  return false;
}
void still_bell(int /*bell*/) noexcept {}
void end_bell(int /*bell*/) noexcept {}
#endif

}  // namespace

Waker::Waker(MainGate& gate) : gate_(gate), late_([this] { answer(); }) {}

Waker::~Waker() {
  close();
  if (descriptor_ >= 0) end_bell(descriptor_);
}

void Waker::use(EventLoop* loop) {
  if (loop == loop_) return;
  const bool was_watched = watched_.exchange(false, std::memory_order_acq_rel);
  if (loop_ != nullptr) loop_->stop(watch_);
  loop_ = loop;
  watch_ = 0;
  if (loop != nullptr) {
    if (descriptor_ < 0) descriptor_ = make_bell();
    if (descriptor_ >= 0) {
      // The callback comes through the gate, and that is all there is to do.
      watch_ = loop->watch_fd(descriptor_, [this] { still_bell(descriptor_); });
    }
    watched_.store(watch_ != 0, std::memory_order_release);
  }
  // A bell that was rung for the old loop may not have been heard.
  if (was_watched) wake();
}

void Waker::close() noexcept {
  late_.close();
}

bool Waker::ring() noexcept {
  return watched_.load(std::memory_order_acquire) && ring_bell(descriptor_);
}

void Waker::wake() noexcept {
  if (!ring()) late_.wake();
}

void Waker::note() noexcept {
  late_.note();
}

void Waker::set_active(bool active) noexcept {
  late_.set_active(active);
}

void Waker::answer() noexcept {
  if (!ring()) gate_.stand_in();
}

}  // namespace attacca::vst3_wrapper
