// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "tests/model/fibre.hpp"

#include <cstdint>

#if defined(__SANITIZE_THREAD__)
#define ATTACCA_TSAN_FIBRES 1
#elif defined(__SANITIZE_ADDRESS__)
#define ATTACCA_ASAN_FIBRES 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define ATTACCA_TSAN_FIBRES 1
#elif __has_feature(address_sanitizer)
#define ATTACCA_ASAN_FIBRES 1
#endif
#endif

#if defined(ATTACCA_TSAN_FIBRES)
#include <sanitizer/tsan_interface.h>
#elif defined(ATTACCA_ASAN_FIBRES)
#include <sanitizer/common_interface_defs.h>
#endif

namespace attacca::model {
namespace {

// The fibre that the last switch left; whoever arrives reports it to the address sanitizer.
Fibre* left = nullptr;

}  // namespace

Fibre::Fibre() noexcept {
#if defined(ATTACCA_TSAN_FIBRES)
  sanitizer_state_ = __tsan_get_current_fiber();
#endif
}

Fibre::Fibre(std::size_t stack_size)
    : stack_(std::make_unique<char[]>(stack_size)), stack_size_(stack_size) {
  stack_bottom_ = stack_.get();
  getcontext(&context_);
  context_.uc_stack.ss_sp = stack_.get();
  context_.uc_stack.ss_size = stack_size;
  context_.uc_link = nullptr;
  // makecontext passes ints only, so the pointer travels in halves.
  const auto self = reinterpret_cast<std::uintptr_t>(this);
  makecontext(&context_, reinterpret_cast<void (*)()>(&Fibre::enter), 2,
              static_cast<unsigned>(static_cast<std::uint64_t>(self) >> 32),
              static_cast<unsigned>(self & 0xffffffffU));
#if defined(ATTACCA_TSAN_FIBRES)
  sanitizer_state_ = __tsan_create_fiber(0);
#endif
}

Fibre::~Fibre() {
#if defined(ATTACCA_TSAN_FIBRES)
  if (stack_) __tsan_destroy_fiber(sanitizer_state_);
#endif
}

void Fibre::enter(unsigned high, unsigned low) {
  const auto self =
      static_cast<std::uintptr_t>((static_cast<std::uint64_t>(high) << 32) | std::uint64_t{low});
  reinterpret_cast<Fibre*>(self)->run_jobs();
}

void Fibre::run_jobs() {
  arrived();
  for (;;) job_();
}

void Fibre::arrived() {
#if defined(ATTACCA_ASAN_FIBRES)
  __sanitizer_finish_switch_fiber(sanitizer_state_, &left->stack_bottom_, &left->stack_size_);
#endif
}

void Fibre::switch_to(Fibre& next) {
  left = this;
#if defined(ATTACCA_TSAN_FIBRES)
  __tsan_switch_to_fiber(next.sanitizer_state_, 0);
#elif defined(ATTACCA_ASAN_FIBRES)
  __sanitizer_start_switch_fiber(&sanitizer_state_, next.stack_bottom_, next.stack_size_);
#endif
  swapcontext(&context_, &next.context_);
  arrived();
}

}  // namespace attacca::model
