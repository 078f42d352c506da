// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/macos/run_loop_functions.hpp"

#include "platform/macos/application.hpp"
#include "platform/macos/framework.hpp"

namespace attacca::core {
namespace {

#define LOOK_UP(name) library.find(#name, all.name)

bool load(RunLoopFunctions& all) {
  const Framework library("CoreFoundation");
  const auto* const modes = static_cast<const CFStringRef*>(library.find("kCFRunLoopCommonModes"));
  if (modes == nullptr) return false;
  all.kCFRunLoopCommonModes = *modes;
  all.application_runs = application_runs;
  return LOOK_UP(CFRelease) && LOOK_UP(CFAbsoluteTimeGetCurrent) && LOOK_UP(CFRunLoopGetMain) &&
         LOOK_UP(CFRunLoopGetCurrent) && LOOK_UP(CFRunLoopCopyCurrentMode) &&
         LOOK_UP(CFRunLoopWakeUp) && LOOK_UP(CFRunLoopAddSource) && LOOK_UP(CFRunLoopAddTimer) &&
         LOOK_UP(CFRunLoopTimerCreate) && LOOK_UP(CFRunLoopTimerInvalidate) &&
         LOOK_UP(CFFileDescriptorCreate) && LOOK_UP(CFFileDescriptorEnableCallBacks) &&
         LOOK_UP(CFFileDescriptorInvalidate) && LOOK_UP(CFFileDescriptorCreateRunLoopSource);
}

#undef LOOK_UP

}  // namespace

const RunLoopFunctions* run_loop_functions() noexcept {
  static RunLoopFunctions all = {};
  static const bool loaded = load(all);
  return loaded ? &all : nullptr;
}

}  // namespace attacca::core
