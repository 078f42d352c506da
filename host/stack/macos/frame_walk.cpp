// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/macos/frame_walk.hpp"

#include <array>
#include <atomic>

#include <mach/mach.h>

namespace attacca::host {

bool read_memory(std::uint64_t from, void* to, std::size_t bytes) noexcept {
  vm_size_t count = 0;
  return vm_read_overwrite(mach_task_self(), static_cast<vm_address_t>(from), bytes,
                           reinterpret_cast<vm_address_t>(to), &count) == KERN_SUCCESS &&
         count == bytes;
}

void add_frame(RawBacktrace& out, std::uint64_t address) noexcept {
  if (out.size == RawBacktrace::kCapacity) {
    out.is_cut = 1;
    return;
  }
  out.addresses[out.size] = address;
  std::atomic_signal_fence(std::memory_order_release);
  ++out.size;
}

std::uint64_t plain_address(std::uint64_t address) noexcept {
  constexpr std::uint64_t kUser = (std::uint64_t{1} << 47) - 1;
  return address & kUser;
}

void add_callers(RawBacktrace& out, std::uint64_t frame) noexcept {
  while (frame != 0 && frame % sizeof frame == 0 && out.is_cut == 0) {
    std::array<std::uint64_t, 2> record{};  // the caller's frame, and where it goes on
    if (!read_memory(frame, record.data(), sizeof record)) return;
    const std::uint64_t caller = plain_address(record[1]);
    if (caller == 0) return;
    add_frame(out, caller - 1);
    // Stacks grow downwards; a signal's own stack may lie anywhere.
    if (record[0] == frame) return;
    frame = record[0];
  }
}

}  // namespace attacca::host
