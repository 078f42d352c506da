// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/windows/frame_extent.hpp"

#include <algorithm>
#include <cstring>

namespace attacca::host {
namespace {

// UNWIND_INFO begins with: 3 bits of version, 5 of flags; the prologue's size; how many codes; 4
// bits of the frame's register, 4 of its offset in 16 bytes. Codes of two bytes follow: an offset
// in the prologue; 4 bits of operation, 4 of information.
constexpr unsigned kChained = 4;
constexpr int kMostChained = 32;  // the system's own limit
constexpr DWORD64 kWord = 8;
constexpr DWORD64 kMachineFrame = 6 * kWord;  // with an error code

enum Operation : unsigned {
  kPush = 0,
  kAllocateLarge = 1,
  kAllocateSmall = 2,
  kSetFrame = 3,
  kSave = 4,
  kSaveFar = 5,
  kEpilogue = 6,
  kSpare = 7,
  kSaveXmm = 8,
  kSaveXmmFar = 9,
  kPushMachineFrame = 10,
};

/// What a function has on the stack above where its frame begins.
struct Extent {
  DWORD64 pushed = 0;        ///< Bytes that its prologue takes.
  DWORD64 saved = 0;         ///< The end of the furthest register that it keeps there.
  unsigned frame = 0;        ///< The register that leads to the frame; 0: rsp alone.
  DWORD64 frame_offset = 0;  ///< How far that one is above where the frame begins.
  bool sets_frame = false;
  bool is_known = true;

  /// What the prologue has done when it has come so far.
  void add(const unsigned char* info, DWORD64 so_far) noexcept {
    const unsigned count = info[2];
    const unsigned char* const codes = info + 4;
    for (unsigned i = 0; i < count;) {
      const bool is_done = codes[2 * i] <= so_far || so_far >= info[1];
      Extent more;
      i += more.add_code(codes, i);
      is_known = is_known && more.is_known;
      if (!is_done) continue;
      pushed += more.pushed;
      saved = std::max(saved, more.saved);
      if (!more.sets_frame) continue;
      frame = info[3] & 0x0Fu;
      frame_offset = DWORD64{info[3]} / 16 * 16;
    }
  }

 private:
  static DWORD64 slots(const unsigned char* codes, unsigned first, unsigned how_many) noexcept {
    DWORD64 value = 0;
    std::memcpy(&value, codes + std::size_t{2} * first, std::size_t{2} * how_many);
    return value;
  }

  /// Returns how many slots the code takes.
  unsigned add_code(const unsigned char* codes, unsigned at) noexcept {
    const unsigned char what = codes[2 * at + 1];
    const unsigned information = what >> 4;
    switch (what & 0x0Fu) {
      case kPush:
        pushed += kWord;
        return 1;
      case kAllocateLarge:
        pushed += information == 0 ? slots(codes, at + 1, 1) * kWord : slots(codes, at + 1, 2);
        return information == 0 ? 2 : 3;
      case kAllocateSmall:
        pushed += (information + 1) * kWord;
        return 1;
      case kSetFrame:
        sets_frame = true;
        return 1;
      case kSave:
        saved = std::max(saved, (slots(codes, at + 1, 1) + 1) * kWord);
        return 2;
      case kSaveFar:
        saved = std::max(saved, slots(codes, at + 1, 2) + kWord);
        return 3;
      case kEpilogue:
        return 1;
      case kSpare:
        return 2;
      case kSaveXmm:
        saved = std::max(saved, (slots(codes, at + 1, 1) + 1) * 2 * kWord);
        return 2;
      case kSaveXmmFar:
        saved = std::max(saved, slots(codes, at + 1, 2) + 2 * kWord);
        return 3;
      case kPushMachineFrame:
        pushed += kMachineFrame;
        return 1;
      default:
        is_known = false;
        return 1;
    }
  }
};

Extent extent_at(DWORD64 instruction, DWORD64 base, const RUNTIME_FUNCTION& entry) noexcept {
  Extent extent;
  DWORD at = entry.UnwindData;
  DWORD64 so_far = instruction - base - entry.BeginAddress;
  for (int i = 0; i < kMostChained; ++i) {
    const auto* const info = reinterpret_cast<const unsigned char*>(base + (at & ~DWORD{1}));
    extent.add(info, so_far);
    so_far = ~DWORD64{0};
    if ((info[0] >> 3 & kChained) == 0) return extent;
    // The entry of the function that this one is a part of follows the codes, an even number.
    RUNTIME_FUNCTION whole{};
    std::memcpy(&whole, info + 4 + std::size_t{2} * ((info[2] + 1u) & ~1u), sizeof whole);
    at = whole.UnwindData;
  }
  extent.is_known = false;
  return extent;
}

bool is_readable(DWORD64 begin, DWORD64 end) noexcept {
  constexpr DWORD kReadable = PAGE_READONLY | PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READ |
                              PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY;
  if (end < begin) return false;
  while (begin < end) {
    MEMORY_BASIC_INFORMATION region{};
    if (VirtualQuery(reinterpret_cast<const void*>(begin), &region, sizeof region) == 0) {
      return false;
    }
    if (region.State != MEM_COMMIT || (region.Protect & kReadable) == 0 ||
        (region.Protect & (PAGE_GUARD | PAGE_NOACCESS)) != 0) {
      return false;
    }
    begin = reinterpret_cast<DWORD64>(region.BaseAddress) + region.RegionSize;
  }
  return true;
}

DWORD64 register_of(const CONTEXT& context, unsigned number) noexcept {
  // In the order of the processor's numbers.
  const DWORD64 registers[] = {context.Rax, context.Rcx, context.Rdx, context.Rbx,
                               context.Rsp, context.Rbp, context.Rsi, context.Rdi,
                               context.R8,  context.R9,  context.R10, context.R11,
                               context.R12, context.R13, context.R14, context.R15};
  return registers[number & 0x0Fu];
}

}  // namespace

bool can_unwind(const CONTEXT& context, DWORD64 base, const RUNTIME_FUNCTION& entry) noexcept {
  const Extent extent = extent_at(context.Rip, base, entry);
  if (!extent.is_known) return false;
  // With the address that it returns to. In an epilogue less is left, and never more.
  const DWORD64 bytes = std::max(extent.pushed, extent.saved) + kWord;
  if (extent.frame == 0) return is_readable(context.Rsp, context.Rsp + bytes);
  const DWORD64 begin = register_of(context, extent.frame) - extent.frame_offset;
  return is_readable(context.Rsp, context.Rsp + kWord) && is_readable(begin, begin + bytes);
}

}  // namespace attacca::host
