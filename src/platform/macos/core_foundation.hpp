// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What is used of CoreFoundation, declared as Apple's documentation has it.

#include <cstdint>

namespace attacca::core {

using CFTypeRef = const void*;
using CFAllocatorRef = const struct CFAllocator*;
using CFStringRef = const struct CFString*;
using CFRunLoopRef = struct CFRunLoop*;
using CFRunLoopSourceRef = struct CFRunLoopSource*;
using CFRunLoopTimerRef = struct CFRunLoopTimer*;
using CFFileDescriptorRef = struct CFFileDescriptor*;
using CFIndex = long;
using CFAbsoluteTime = double;  ///< seconds since 2001
using CFOptionFlags = unsigned long;

/// For both kinds of callbacks: neither retains its `info`.
struct CFContext {
  CFIndex version;
  void* info;
  const void* (*retain)(const void* info);
  void (*release)(const void* info);
  CFStringRef (*describe)(const void* info);
};

using CFFileDescriptorCallBack = void (*)(CFFileDescriptorRef file, CFOptionFlags which,
                                          void* info);
using CFRunLoopTimerCallBack = void (*)(CFRunLoopTimerRef timer, void* info);

inline constexpr CFOptionFlags kCFFileDescriptorReadCallBack = 1;

/// Null where it could not be loaded, which no macOS is without. [not audio]
struct CoreFoundation {
  void (*CFRelease)(CFTypeRef object);
  CFAbsoluteTime (*CFAbsoluteTimeGetCurrent)();
  CFRunLoopRef (*CFRunLoopGetCurrent)();
  CFRunLoopRef (*CFRunLoopGetMain)();
  CFStringRef (*CFRunLoopCopyCurrentMode)(CFRunLoopRef loop);
  void (*CFRunLoopAddSource)(CFRunLoopRef loop, CFRunLoopSourceRef source, CFStringRef mode);
  void (*CFRunLoopSourceInvalidate)(CFRunLoopSourceRef source);
  void (*CFRunLoopAddTimer)(CFRunLoopRef loop, CFRunLoopTimerRef timer, CFStringRef mode);
  CFRunLoopTimerRef (*CFRunLoopTimerCreate)(CFAllocatorRef allocator, CFAbsoluteTime first,
                                            double interval, CFOptionFlags flags, CFIndex order,
                                            CFRunLoopTimerCallBack call, CFContext* context);
  void (*CFRunLoopTimerInvalidate)(CFRunLoopTimerRef timer);
  CFFileDescriptorRef (*CFFileDescriptorCreate)(CFAllocatorRef allocator, int descriptor,
                                                unsigned char close_with_it,
                                                CFFileDescriptorCallBack call,
                                                const CFContext* context);
  void (*CFFileDescriptorEnableCallBacks)(CFFileDescriptorRef file, CFOptionFlags which);
  CFRunLoopSourceRef (*CFFileDescriptorCreateRunLoopSource)(CFAllocatorRef allocator,
                                                            CFFileDescriptorRef file,
                                                            CFIndex order);
  void (*CFFileDescriptorInvalidate)(CFFileDescriptorRef file);
  CFStringRef common_modes;  ///< kCFRunLoopCommonModes
};
[[nodiscard]] const CoreFoundation* core_foundation() noexcept;

}  // namespace attacca::core
