// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/raw_backtrace.hpp"

#include <algorithm>

#include "host/stack/macos/frame_walk.hpp"

namespace attacca::host {
namespace {

/// As deep as our own functions can be on a stack.
constexpr std::uint32_t kMostSkipped = 16;

}  // namespace

__attribute__((noinline)) void capture_backtrace(RawBacktrace& out, std::uint64_t from) noexcept {
  out.size = 0;
  out.is_cut = 0;
  add_callers(out, reinterpret_cast<std::uint64_t>(__builtin_frame_address(0)));
  if (from == 0) return;
  const auto begin = out.addresses.begin();
  const auto end = begin + std::min(out.size, kMostSkipped);
  const auto first = std::find(begin, end, from);
  if (first == end) return;
  std::copy(first, begin + out.size, begin);
  out.size -= static_cast<std::uint32_t>(first - begin);
}

void prime_backtraces() noexcept {}

}  // namespace attacca::host
