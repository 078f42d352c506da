// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/wake_source.hpp"

#include <cstdint>

#include <sys/eventfd.h>
#include <unistd.h>

namespace attacca::core {

namespace {

int descriptor(std::intptr_t native) noexcept {
  return static_cast<int>(native);
}

}  // namespace

WakeSource::WakeSource() noexcept
    : native_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), trigger_(native_) {}

WakeSource::~WakeSource() {
  if (usable()) ::close(descriptor(native_));
}

bool WakeSource::wake() const noexcept {
  const std::uint64_t one = 1;
  return usable() &&
         ::write(descriptor(trigger_), &one, sizeof one) == static_cast<ssize_t>(sizeof one);
}

void WakeSource::clear() const noexcept {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t size = ::read(descriptor(native_), &count, sizeof count);
}

}  // namespace attacca::core
