// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Run loops by CoreFoundation's C interface, as Apple's documentation of CFRunLoop, CFRunLoopTimer
// and CFFileDescriptor declares it, for what is used of it.

#include <cstdint>

namespace attacca::core {

using CFIndex = long;
using CFOptionFlags = unsigned long;
using CFTypeRef = const void*;
using CFAllocatorRef = const struct CFAllocator*;
using CFStringRef = const struct CFString*;
using CFRunLoopRef = struct CFRunLoop*;
using CFRunLoopSourceRef = struct CFRunLoopSource*;
using CFRunLoopTimerRef = struct CFRunLoopTimer*;
using CFFileDescriptorRef = struct CFFileDescriptor*;

/// Contexts begin with a version, 0, and what the callback gets; the rest says how that is kept.
struct CFRunLoopTimerContext {
  CFIndex version;
  void* info;
  const void* (*retain)(const void* info);
  void (*release)(const void* info);
  CFStringRef (*copy_description)(const void* info);
};
struct CFFileDescriptorContext {
  CFIndex version;
  void* info;
  void* (*retain)(void* info);
  void (*release)(void* info);
  CFStringRef (*copy_description)(void* info);
};

inline constexpr CFOptionFlags kFileDescriptorRead = 1;  ///< kCFFileDescriptorReadCallBack

/// The functions by the names that they have there. Tests bring their own.
struct RunLoopFunctions {
  void (*CFRelease)(CFTypeRef object);
  double (*CFAbsoluteTimeGetCurrent)();  ///< seconds
  CFRunLoopRef (*CFRunLoopGetMain)();
  CFRunLoopRef (*CFRunLoopGetCurrent)();
  CFStringRef (*CFRunLoopCopyCurrentMode)(CFRunLoopRef loop);  ///< null while it is not running
  void (*CFRunLoopWakeUp)(CFRunLoopRef loop);
  void (*CFRunLoopAddSource)(CFRunLoopRef loop, CFRunLoopSourceRef source, CFStringRef mode);
  void (*CFRunLoopAddTimer)(CFRunLoopRef loop, CFRunLoopTimerRef timer, CFStringRef mode);
  /// First and interval in seconds; late calls are not made up for.
  CFRunLoopTimerRef (*CFRunLoopTimerCreate)(CFAllocatorRef allocator, double first, double interval,
                                            CFOptionFlags flags, CFIndex order,
                                            void (*due)(CFRunLoopTimerRef timer, void* info),
                                            CFRunLoopTimerContext* context);
  void (*CFRunLoopTimerInvalidate)(CFRunLoopTimerRef timer);
  /// Says once, after each time that it was enabled, that the descriptor is ready.
  CFFileDescriptorRef (*CFFileDescriptorCreate)(CFAllocatorRef allocator, int descriptor,
                                                unsigned char close_with_it,
                                                void (*ready)(CFFileDescriptorRef descriptor,
                                                              CFOptionFlags what, void* info),
                                                const CFFileDescriptorContext* context);
  void (*CFFileDescriptorEnableCallBacks)(CFFileDescriptorRef descriptor, CFOptionFlags what);
  void (*CFFileDescriptorInvalidate)(CFFileDescriptorRef descriptor);
  CFRunLoopSourceRef (*CFFileDescriptorCreateRunLoopSource)(CFAllocatorRef allocator,
                                                            CFFileDescriptorRef descriptor,
                                                            CFIndex order);
  CFStringRef kCFRunLoopCommonModes;  ///< also while a menu is open, or something is dragged

  bool (*application_runs)();  ///< as in platform/macos/application.hpp
};

/// Null where there is no CoreFoundation. Loaded when it is first asked for. [not audio]
[[nodiscard]] const RunLoopFunctions* run_loop_functions() noexcept;

}  // namespace attacca::core
