// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/macos/core_foundation.hpp"

#include <dlfcn.h>

namespace attacca::host {
namespace {

constexpr char kPath[] = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation";

template <typename F>
bool find(void* library, const char* name, F*& function) noexcept {
  function = reinterpret_cast<F*>(dlsym(library, name));
  return function != nullptr;
}

bool fill(CoreFoundation& functions) noexcept {
  void* const library = dlopen(kPath, RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) return false;
  const auto* const mode =
      static_cast<const CoreFoundation::Object*>(dlsym(library, "kCFRunLoopDefaultMode"));
  if (mode == nullptr) return false;
  functions.kCFRunLoopDefaultMode = *mode;
  return find(library, "CFRelease", functions.CFRelease) &&
         find(library, "CFRunLoopRunInMode", functions.CFRunLoopRunInMode) &&
         find(library, "CFURLCreateFromFileSystemRepresentation",
              functions.CFURLCreateFromFileSystemRepresentation) &&
         find(library, "CFBundleCreate", functions.CFBundleCreate);
}

}  // namespace

const CoreFoundation* core_foundation() noexcept {
  static CoreFoundation functions{};
  static const bool is_there = fill(functions);
  return is_there ? &functions : nullptr;
}

const CoreFoundation* loaded_core_foundation() noexcept {
  if (void* const library = dlopen(kPath, RTLD_LAZY | RTLD_LOCAL | RTLD_NOLOAD)) {
    dlclose(library);
    return core_foundation();
  }
  return nullptr;
}

}  // namespace attacca::host
