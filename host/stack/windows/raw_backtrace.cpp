// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/raw_backtrace.hpp"

#include <atomic>
#include <cstring>

#include <windows.h>

#include "host/stack/windows/context_walk.hpp"
#include "host/stack/windows/frame_extent.hpp"

namespace attacca::host {
namespace {

/// As deep as our own functions can be on a stack.
constexpr std::uint32_t kMostSkipped = 16;
constexpr std::uint32_t kMostFrames = 1000;

/// Reads without crashing.
bool read_word(DWORD64 address, DWORD64& word) noexcept {
  SIZE_T count = 0;
  return ReadProcessMemory(GetCurrentProcess(), reinterpret_cast<const void*>(address), &word,
                           sizeof word, &count) != 0 &&
         count == sizeof word;
}

/// One frame up, by the tables that every 64-bit module has. False at the end.
bool step_up(CONTEXT& context) noexcept {
  DWORD64 base = 0;
  const DWORD64 stack = context.Rsp;
  if (auto* const entry = RtlLookupFunctionEntry(context.Rip, &base, nullptr)) {
    if (!can_unwind(context, base, *entry)) return false;
    void* data = nullptr;
    DWORD64 frame = 0;
    RtlVirtualUnwind(UNW_FLAG_NHANDLER, base, context.Rip, entry, &context, &data, &frame, nullptr);
  } else {
    // A function without an entry calls nothing and keeps its return address on top; so does a call
    // through a wild pointer.
    if (!read_word(context.Rsp, context.Rip)) return false;
    context.Rsp += sizeof(DWORD64);
  }
  return context.Rip != 0 && context.Rsp > stack;
}

void add(RawBacktrace& out, DWORD64 address) noexcept {
  out.addresses[out.size] = address;
  std::atomic_signal_fence(std::memory_order_release);
  ++out.size;
}

/// `from` 0: from the first frame on. Frames above the first stand behind a call.
void walk(CONTEXT context, DWORD64 from, bool is_exact, RawBacktrace& out) noexcept {
  for (std::uint32_t seen = 0; seen < kMostFrames; ++seen) {
    const DWORD64 address = is_exact ? context.Rip : context.Rip - 1;
    is_exact = false;
    if (from != 0 && address == from) from = 0;
    if (from == 0) {
      if (out.size == RawBacktrace::kCapacity) {
        out.is_cut = 1;
        return;
      }
      add(out, address);
    } else if (seen >= kMostSkipped) {
      return;
    }
    if (!step_up(context)) return;
  }
}

}  // namespace

void walk_context(const CONTEXT& context, RawBacktrace& out) noexcept {
  out.size = 0;
  out.is_cut = 0;
  walk(context, 0, true, out);
}

__attribute__((noinline)) void capture_backtrace(RawBacktrace& out, std::uint64_t from) noexcept {
  out.size = 0;
  out.is_cut = 0;
  CONTEXT context{};
  RtlCaptureContext(&context);
  const auto caller = reinterpret_cast<std::uint64_t>(__builtin_return_address(0)) - 1;
  if (from != 0) walk(context, from, false, out);
  if (out.size == 0) walk(context, caller, false, out);
}

void prime_backtraces() noexcept {
  RawBacktrace backtrace;
  capture_backtrace(backtrace);
}

void name_thread(HANDLE thread, char* name, std::size_t size) noexcept {
  using Get = HRESULT(WINAPI*)(HANDLE, PWSTR*);
  static const auto get = reinterpret_cast<Get>(reinterpret_cast<void*>(
      GetProcAddress(GetModuleHandleW(L"kernel32.dll"), "GetThreadDescription")));
  name[0] = '\0';
  wchar_t* text = nullptr;
  if (get == nullptr || get(thread, &text) < 0 || text == nullptr) return;
  const int length =
      WideCharToMultiByte(CP_UTF8, 0, text, -1, name, static_cast<int>(size), nullptr, nullptr);
  if (length <= 0) name[size - 1] = '\0';
  LocalFree(text);
}

}  // namespace attacca::host
