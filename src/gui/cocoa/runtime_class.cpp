// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cocoa/runtime_class.hpp"

#include <cstdio>

namespace attacca::gui::cocoa {

Class make_class(const ObjcRuntime& runtime, const char* superclass, const char* name,
                 std::span<const MethodEntry> methods) {
  const Class base = runtime.objc_getClass(superclass);
  if (base == nullptr) return nullptr;
  // A plugin that was unloaded leaves its class behind, whose methods are gone: names are not used
  // again, be the plugin loaded to the same place.
  constexpr int kMostTries = 10'000;
  for (int i = 0; i < kMostTries; ++i) {
    char full_name[96];
    std::snprintf(full_name, sizeof full_name, "%s_%p_%d", name,
                  reinterpret_cast<const void*>(&make_class), i);
    const Class made = runtime.objc_allocateClassPair(base, full_name, 0);
    if (made == nullptr) continue;
    if (!runtime.class_addIvar(made, kOwner, sizeof(void*), 3, "^v")) return nullptr;
    for (const MethodEntry& method : methods) {
      const Selector selector = runtime.sel_registerName(method.selector);
      if (!runtime.class_addMethod(made, selector, method.code, method.types)) return nullptr;
    }
    runtime.objc_registerClassPair(made);
    return made;
  }
  return nullptr;
}

}  // namespace attacca::gui::cocoa
