// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/wake_source.hpp"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace attacca::core {

namespace {

int descriptor(std::intptr_t native) noexcept {
  return static_cast<int>(native);
}

/// Neither is inherited by programs that the host starts, and neither is waited for.
bool make_private(int fd) noexcept {
  return ::fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 && ::fcntl(fd, F_SETFL, O_NONBLOCK) == 0;
}

}  // namespace

WakeSource::WakeSource() noexcept : native_(-1) {
  int ends[2];
  if (::pipe(ends) != 0) return;
  if (make_private(ends[0]) && make_private(ends[1])) {
    native_ = ends[0];
    trigger_ = ends[1];
  } else {
    ::close(ends[0]);
    ::close(ends[1]);
  }
}

WakeSource::~WakeSource() {
  if (!usable()) return;
  ::close(descriptor(native_));
  ::close(descriptor(trigger_));
}

bool WakeSource::wake() const noexcept {
  // A pipe that is full wakes as well.
  const char one = 1;
  return usable() && (::write(descriptor(trigger_), &one, sizeof one) == 1 || errno == EAGAIN);
}

void WakeSource::clear() const noexcept {
  char bytes[256];
  while (::read(descriptor(native_), bytes, sizeof bytes) == sizeof bytes) {
  }
}

}  // namespace attacca::core
