// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <csignal>
#include <cstddef>

#include <sys/mman.h>

#include "host/crash/crash_reporter.hpp"

namespace attacca::host {
namespace {

constexpr std::size_t kSize = std::size_t{64} * 1024;

}  // namespace

SignalStack::SignalStack() noexcept {
  stack_t now{};
  if (sigaltstack(nullptr, &now) == 0 && (now.ss_flags & SS_DISABLE) == 0) return;
  void* const memory =
      mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;
  stack_t stack{};
  stack.ss_sp = memory;
  stack.ss_size = kSize;
  if (sigaltstack(&stack, nullptr) == 0) {
    memory_ = memory;
  } else {
    munmap(memory, kSize);
  }
}

SignalStack::~SignalStack() {
  if (memory_ == nullptr) return;
  stack_t none{};
  none.ss_flags = SS_DISABLE;
  none.ss_size = kSize;  // macOS asks for one even so
  sigaltstack(&none, nullptr);
  munmap(memory_, kSize);
}

}  // namespace attacca::host
