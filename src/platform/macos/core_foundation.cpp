// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/macos/core_foundation.hpp"

#include "platform/macos/framework.hpp"

namespace attacca::core {
namespace {

bool load(CoreFoundation& cf) noexcept {
  const Framework library("CoreFoundation");
  CFStringRef* modes = nullptr;
  const bool all =
      library.find("CFRelease", cf.CFRelease) &&
      library.find("CFAbsoluteTimeGetCurrent", cf.CFAbsoluteTimeGetCurrent) &&
      library.find("CFRunLoopGetCurrent", cf.CFRunLoopGetCurrent) &&
      library.find("CFRunLoopGetMain", cf.CFRunLoopGetMain) &&
      library.find("CFRunLoopCopyCurrentMode", cf.CFRunLoopCopyCurrentMode) &&
      library.find("CFRunLoopAddSource", cf.CFRunLoopAddSource) &&
      library.find("CFRunLoopSourceInvalidate", cf.CFRunLoopSourceInvalidate) &&
      library.find("CFRunLoopAddTimer", cf.CFRunLoopAddTimer) &&
      library.find("CFRunLoopTimerCreate", cf.CFRunLoopTimerCreate) &&
      library.find("CFRunLoopTimerInvalidate", cf.CFRunLoopTimerInvalidate) &&
      library.find("CFFileDescriptorCreate", cf.CFFileDescriptorCreate) &&
      library.find("CFFileDescriptorEnableCallBacks", cf.CFFileDescriptorEnableCallBacks) &&
      library.find("CFFileDescriptorCreateRunLoopSource", cf.CFFileDescriptorCreateRunLoopSource) &&
      library.find("CFFileDescriptorInvalidate", cf.CFFileDescriptorInvalidate) &&
      library.find("kCFRunLoopCommonModes", modes);
  if (all) cf.common_modes = *modes;
  return all;
}

}  // namespace

const CoreFoundation* core_foundation() noexcept {
  static CoreFoundation functions = {};
  static const bool loaded = load(functions);
  return loaded ? &functions : nullptr;
}

}  // namespace attacca::core
